use super::*;
use crate::engine::burn::{jpeg, png};

/// A real code: `https://example.org/u/42?id=7`.
const CODE: [&str; 29] = [
    "#######...###......#..#######",
    "#.....#.#...#.####..#.#.....#",
    "#.###.#.####..#...###.#.###.#",
    "#.###.#....##....#....#.###.#",
    "#.###.#..###.......#..#.###.#",
    "#.....#...#..##.#.##..#.....#",
    "#######.#.#.#.#.#.#.#.#######",
    ".............#..###.#........",
    ".###.##...##..#.##........##.",
    "...#.#.##.###..#.#.##.#.#...#",
    ".#....#...#....#.##...#.#..#.",
    ".#####..#.#####...##...##...#",
    "..##..####..##.#.#.###.#..###",
    "##..#...#..#..#..###..##.####",
    ".####.###...#...##########.##",
    "#..#.#.#....#...#...##..##..#",
    "..#..##...#...####..#..###.##",
    "....##.##.......#...##.......",
    "#.....#.##...####.#.#.#####..",
    ".....#.##.....#..#.#.##...##.",
    ".#..####..#.###.###.########.",
    "........####..#...#.#...##.##",
    "#######..#...#..##.##.#.#.##.",
    "#.....#.#.#.###.....#...#....",
    "#.###.#..#..####..#.#######.#",
    "#.###.#.##......#..#....##.#.",
    "#.###.#.##..#.###.#.#..#..#.#",
    "#.....#.###.#.#.#.####..##.#.",
    "#######..#.....#..#.#.##.#.#.",
];

/// How a code stands in a picture.
#[derive(Clone, Copy)]
struct Stands {
    at: (f64, f64),
    module: f64,
    degrees: f64,
    /// Of the dark and the light stripes.
    colours: (u8, u8),
}

const PLAIN: Stands = Stands {
    at: (150.0, 120.0),
    module: 5.0,
    degrees: 0.0,
    colours: (0, 255),
};

/// A grey picture of 640 × 480 with the codes in it; the light edge is part of them.
fn picture(codes: &[Stands]) -> Pixels {
    let mut bytes = Vec::new();
    for y in 0..480 {
        for x in 0..640 {
            let mut value = 150 + ((x / 7 + y / 5) % 40) as u8;
            for code in codes {
                if let Some(is_dark) = module_at(code, (f64::from(x), f64::from(y))) {
                    value = if is_dark {
                        code.colours.0
                    } else {
                        code.colours.1
                    };
                }
            }
            bytes.extend([value; 3]);
        }
    }
    Pixels {
        width: 640,
        height: 480,
        n_channels: 3,
        bytes,
    }
}

fn module_at(code: &Stands, (x, y): (f64, f64)) -> Option<bool> {
    let (sin, cos) = code.degrees.to_radians().sin_cos();
    let (dx, dy) = (x - code.at.0, y - code.at.1);
    let column = ((dx * cos + dy * sin) / code.module).floor() as i32;
    let row = ((dy * cos - dx * sin) / code.module).floor() as i32;
    let n = CODE.len() as i32;
    let edge = -4..n + 4;
    if !edge.contains(&column) || !edge.contains(&row) {
        return None;
    }
    let module = CODE
        .get(row as usize)
        .and_then(|row| row.as_bytes().get(column as usize));
    Some(module == Some(&b'#'))
}

fn covers(found: &PixelBox, code: &Stands) -> bool {
    let (sin, cos) = code.degrees.to_radians().sin_cos();
    let side = CODE.len() as f64 * code.module;
    [(0.0, 0.0), (side, 0.0), (0.0, side), (side, side)]
        .iter()
        .all(|(column, row)| {
            let x = code.at.0 + column * cos - row * sin;
            let y = code.at.1 + row * cos + column * sin;
            let within = |value: f64, start: u32, len: u32| {
                (f64::from(start) - 1.0..=f64::from(start + len) + 1.0).contains(&value)
            };
            within(x, found.x, found.width) && within(y, found.y, found.height)
        })
}

fn check(codes: &[Stands], what: &str) {
    let picture = picture(codes);
    let mut files = vec![png::encode(&picture)];
    if what == "plain" {
        files.push(jpeg::encode(&picture));
    }
    for file in files {
        let found = codes_in(&file).unwrap();
        assert_eq!(found.len(), codes.len(), "{what}: {found:?}");
        for code in codes {
            assert!(
                found.iter().any(|one| covers(one, code)),
                "{what}: {found:?}"
            );
        }
    }
}

#[test]
fn codes_are_found_however_they_stand() {
    check(&[PLAIN], "plain");
    check(
        &[Stands {
            module: 2.0,
            ..PLAIN
        }],
        "small",
    );
    check(
        &[Stands {
            colours: (255, 0),
            ..PLAIN
        }],
        "inverse",
    );
    check(
        &[Stands {
            colours: (140, 190),
            ..PLAIN
        }],
        "pale",
    );
    for degrees in [90.0, 180.0, 270.0, 12.0, 45.0] {
        let at = (320.0, 200.0);
        check(
            &[Stands {
                at,
                degrees,
                module: 4.0,
                ..PLAIN
            }],
            "turned",
        );
    }
    let other = Stands {
        at: (420.0, 300.0),
        module: 3.0,
        ..PLAIN
    };
    check(
        &[
            Stands {
                at: (60.0, 40.0),
                ..PLAIN
            },
            other,
        ],
        "two",
    );
}

#[test]
fn what_is_no_code_is_none() {
    check(&[], "none");
    assert!(codes_in(b"no picture").is_err());
    let dot = Pixels {
        width: 1,
        height: 1,
        n_channels: 3,
        bytes: vec![9; 3],
    };
    assert_eq!(codes_in(&png::encode(&dot)).unwrap(), []);
}

/// Corner after corner, so that every three of them could be a code: it still ends.
#[test]
fn a_picture_full_of_corners_takes_no_longer() {
    let corner = [
        "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
    ];
    let mut bytes = Vec::new();
    for y in 0..300_usize {
        for x in 0..300_usize {
            let row = corner.get(y % 9).map_or(&[][..], |row| row.as_bytes());
            bytes.extend(
                [if row.get(x % 9) == Some(&b'#') {
                    0
                } else {
                    255
                }; 3],
            );
        }
    }
    let full = Pixels {
        width: 300,
        height: 300,
        n_channels: 3,
        bytes,
    };
    assert!(codes_in(&png::encode(&full)).unwrap().len() <= CODES);
}
