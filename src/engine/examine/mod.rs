//! The examiner: a second, small session that looks for what may have to be withheld, apart from
//! the one that answers the page while somebody reads. It opens the same exports once more, runs the
//! detectors over them and keeps what they propose; the page is shown one window of it at a time.
//!
//! Read [`protocol`], then [`Examiner`]. Like the session it takes requests, works in slices and gives
//! events back in order. It also burns boxes into pictures: the codecs are in its program alone.
//!
//! Invariants: decides nothing and changes nothing; what is decided is read from the page's log; a
//! proposal keeps its number as long as the examiner lives; the list keeps its order while it is
//! worked through, whatever is decided.

mod burning;
pub mod comply;
mod context;
mod count;
mod coverage;
mod gather;
mod listing;
mod opening;
pub mod protocol;
mod queue;
pub mod residual;
mod rows;

use std::collections::VecDeque;
use std::rc::Rc;

use super::archive::Given;
use super::burn::LookJob;
use super::case::Case;
use super::compliance::ZoneAhead;
use super::decision::DecisionLog;
use super::detect::{DetectJob, DetectOptions, Family, PROPOSE, countries_of, terms_from_csv};
use super::finding::{Explain, Failure};
use super::job::Step;
use super::limits::Limits;
use super::orders;
use super::place::SourceId;
use super::session::protocol::{BUILD, Tag};
use super::session::{SessionError, Throttle, Work, sample};
use burning::Looking;
use comply::Clerk;
use comply::protocol::ComplyRequest;
pub use count::count;
use opening::Opened;
use protocol::{Event, Request, Settings, Suggested};
use queue::Queue;
use residual::ResidualJob;

/// What is open, and what was found in it.
#[derive(Default)]
pub struct Examiner {
    out: VecDeque<Event>,
    to_open: VecDeque<(Vec<Given>, Limits)>,
    opened: Vec<Opened>,
    case: Case,
    log: DecisionLog,
    running: Option<Running>,
    looking: Option<Looking>,
    residual: Option<Reading>,
    queue: Option<Queue>,
    /// Asked before everything was open.
    waiting: Option<Waiting>,
    clerk: Clerk,
    /// What clocks of zones show, as the platform knows it.
    ahead: Option<ZoneAhead>,
}

/// Detection on its way.
struct Running {
    tag: Tag,
    job: DetectJob,
    countries: Vec<String>,
    least: u8,
    throttle: Throttle,
}

/// A finished package being looked at.
struct Reading {
    tag: Tag,
    job: ResidualJob,
    throttle: Throttle,
}

/// What is to be done when everything is open.
#[derive(Default)]
struct Waiting {
    standing: Option<(String, Vec<(SourceId, SourceId)>)>,
    suggest: Option<(Tag, Settings)>,
    pictures: Option<Tag>,
    residual: Option<(Tag, Settings, Vec<Given>)>,
    comply: Option<ComplyRequest>,
}

impl Examiner {
    /// One that knows the clocks of zones.
    pub fn with_zones(ahead: ZoneAhead) -> Examiner {
        Examiner {
            ahead: Some(ahead),
            ..Examiner::default()
        }
    }

    /// The events since the last call, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.out.drain(..).collect()
    }

    /// Takes a request with the files beside it.
    pub fn handle(&mut self, request: Request, files: Vec<Given>) {
        match request {
            Request::Hello { build } if build == BUILD => {}
            Request::Hello { build: page } => {
                let worker = BUILD.to_owned();
                let error = SessionError::OtherBuild { page, worker };
                self.fail(None, error.to_failure());
            }
            Request::Open { limits_times, .. } => self.queue_open(files, limits_times),
            Request::OpenSample => self.queue_open(vec![sample::sample()], 1),
            Request::Standing { log, sources } => {
                self.waiting().standing = Some((log, sources));
                self.settle();
            }
            Request::Suggest { tag, settings } => {
                self.waiting().suggest = Some((tag, settings));
                self.settle();
            }
            Request::Show {
                tag,
                query,
                from,
                n_rows,
            } => match &mut self.queue {
                Some(queue) => {
                    let shown = queue.show(&self.case, &query, from, n_rows);
                    self.out.push_back(Event::Shown { tag, shown });
                }
                None => self.not_there(tag),
            },
            Request::Gather { tag, what } => match &self.queue {
                Some(queue) => {
                    let gathered = queue.gather(&self.case, &what);
                    self.out.push_back(Event::Gathered { tag, gathered });
                }
                None => self.not_there(tag),
            },
            Request::Burn { tag, boxes, .. } => {
                let burnt = burning::burn(files, boxes);
                self.out.push_back(Event::Burnt { tag, burnt });
            }
            Request::FindCodes { tag, .. } => {
                let found = burning::find_codes(files);
                self.out.push_back(Event::Codes { tag, found });
            }
            Request::LookAtPictures { tag } => {
                self.waiting().pictures = Some(tag);
                self.settle();
            }
            Request::LookAtPackage { tag, settings, .. } => {
                self.waiting().residual = Some((tag, settings, files));
                self.settle();
            }
            Request::Cancel { tag } => self.cancel(tag),
            Request::Comply(asked @ ComplyRequest::Ask { .. }) => {
                self.waiting().comply = Some(asked);
                self.settle();
            }
            // A question that waits is worth more than a trial.
            Request::Comply(tried @ ComplyRequest::Try { .. }) => {
                self.waiting().comply.get_or_insert(tried);
                self.settle();
            }
            Request::Comply(request) => self.comply(request),
        }
    }

    fn comply(&mut self, request: ComplyRequest) {
        let ahead = self.ahead.clone().unwrap_or_else(|| Rc::new(|_, _| None));
        self.clerk
            .handle(request, &self.case, &self.log, &ahead, &mut self.out);
    }

    /// Does one slice of the queued work.
    pub fn step(&mut self) -> Work {
        if let Some((given, limits)) = self.to_open.pop_front() {
            for opened in opening::open(given, &limits) {
                match opened {
                    Ok(opened) => self.opened.push(opened),
                    Err(failure) => self.fail(None, failure),
                }
            }
            self.settle();
            return Work::More;
        }
        if self.clerk.step(&self.log, &mut self.out) {
            return Work::More;
        }
        if self.look_at_picture() || self.read_package() {
            return Work::More;
        }
        let Some(mut running) = self.running.take() else {
            return Work::Idle;
        };
        match running.job.step() {
            Step::More(progress) => {
                if running.throttle.lets(progress) {
                    let tag = running.tag;
                    self.out.push_back(Event::Progress { tag, progress });
                }
                self.running = Some(running);
            }
            Step::Done(found) => {
                let suggested = Suggested {
                    countries: running.countries,
                    n_beyond: found.n_beyond,
                };
                let mut queue = Queue::new(running.job, found.proposals, running.least);
                queue.follow(&self.case, &self.log);
                self.queue = Some(queue);
                let tag = running.tag;
                self.out.push_back(Event::Suggested { tag, suggested });
            }
        }
        Work::More
    }

    fn waiting(&mut self) -> &mut Waiting {
        self.waiting.get_or_insert_default()
    }

    /// Does what waited, when everything is open.
    fn settle(&mut self) {
        if !self.to_open.is_empty() {
            return;
        }
        let Some(waiting) = self.waiting.take() else {
            return;
        };
        if let Some((log, sources)) = waiting.standing {
            self.take_log(&log, &sources);
        }
        if let Some((tag, settings)) = waiting.suggest {
            self.suggest(tag, &settings);
        }
        if let Some(tag) = waiting.pictures {
            let job = LookJob::new(&self.case, &self.log);
            let throttle = Throttle::default();
            self.looking = Some(Looking { tag, job, throttle });
        }
        if let Some((tag, settings, package)) = waiting.residual {
            self.look_at_package(tag, &settings, package);
        }
        if let Some(request) = waiting.comply {
            self.comply(request);
        }
    }

    fn queue_open(&mut self, given: Vec<Given>, limits_times: u32) {
        let limits = Limits::USUAL.times(u64::from(limits_times.max(1)));
        self.to_open.push_back((given, limits));
    }

    /// Takes the log as the page has it. One that cannot be read changes nothing.
    fn take_log(&mut self, log: &str, sources: &[(SourceId, SourceId)]) {
        match DecisionLog::from_file(log) {
            Ok(log) => self.log = log,
            Err(error) => return self.fail(None, error.to_failure()),
        }
        let is_new = self.case.sources.is_empty() || !self.opened.is_empty();
        if is_new {
            match opening::arranged(std::mem::take(&mut self.opened), sources) {
                Ok(case) => self.case = case,
                Err(failure) => return self.fail(None, failure),
            }
        }
        for (source, (_, id)) in self.case.sources.iter_mut().zip(sources) {
            source.id = id.clone();
        }
        orders::apply(&mut self.case, &self.log);
        // What was planned on the case as it was is planned anew.
        if let Some(looking) = self.looking.as_mut().filter(|_| is_new) {
            looking.job = LookJob::new(&self.case, &self.log);
        }
        if let Some(queue) = &mut self.queue {
            queue.follow(&self.case, &self.log);
        }
    }

    fn suggest(&mut self, tag: Tag, settings: &Settings) {
        let options = match self.options(settings) {
            Ok(options) => options,
            Err(failure) => return self.fail(Some(tag), failure),
        };
        self.queue = None;
        self.running = Some(Running {
            tag,
            job: DetectJob::new(&self.case, &options),
            countries: options.countries,
            least: settings.least.max(PROPOSE),
            throttle: Throttle::default(),
        });
    }

    fn options(&self, settings: &Settings) -> Result<DetectOptions, Failure> {
        let terms = terms_from_csv(settings.terms_csv.as_deref().unwrap_or_default())
            .map_err(|error| error.to_failure())?;
        let countries = settings.countries.clone();
        Ok(DetectOptions {
            countries: countries.unwrap_or_else(|| countries_of(&self.case)),
            without: settings.without(),
            with: Vec::new(),
            terms,
        })
    }

    fn look_at_package(&mut self, tag: Tag, settings: &Settings, package: Vec<Given>) {
        // What a person left out of the suggestions is looked for here.
        let settings = Settings {
            families: Family::ALL.to_vec(),
            ..settings.clone()
        };
        let job = self.options(&settings).and_then(|options| {
            let given = package.into_iter().next();
            let given = given.ok_or_else(|| SessionError::NothingGiven.to_failure())?;
            ResidualJob::new(given.source, &self.case, &self.log, &options)
                .map_err(|error| error.to_failure())
        });
        match job {
            Ok(job) => {
                self.residual = Some(Reading {
                    tag,
                    job,
                    throttle: Throttle::default(),
                });
            }
            Err(failure) => self.fail(Some(tag), failure),
        }
    }

    /// Looks at one more picture; `false` when there is none.
    fn look_at_picture(&mut self) -> bool {
        let Some(mut looking) = self.looking.take() else {
            return false;
        };
        let tag = looking.tag;
        if let Some(sighted) = looking.job.step(&self.case) {
            let found = burning::for_page(&self.case, sighted);
            self.out.push_back(Event::Pictures { tag, found });
            return true;
        }
        let progress = looking.job.progress();
        if looking.throttle.lets(progress) {
            self.out.push_back(Event::Progress { tag, progress });
        }
        self.looking = Some(looking);
        true
    }

    /// Looks at some more of the package; `false` when there is none.
    fn read_package(&mut self) -> bool {
        let Some(mut reading) = self.residual.take() else {
            return false;
        };
        let tag = reading.tag;
        match reading.job.step() {
            Ok(Step::More(progress)) => {
                if reading.throttle.lets(progress) {
                    self.out.push_back(Event::Progress { tag, progress });
                }
                self.residual = Some(reading);
            }
            Ok(Step::Done(residual)) => self.out.push_back(Event::Residual { tag, residual }),
            Err(error) => self.fail(Some(tag), error.to_failure()),
        }
        true
    }

    fn cancel(&mut self, tag: Tag) {
        let is_waiting = |waiting: &mut Waiting| {
            waiting.pictures.take_if(|of| *of == tag);
            waiting.residual.take_if(|(of, ..)| *of == tag);
            waiting.suggest.take_if(|(of, _)| *of == tag).is_some()
        };
        let waited = self.waiting.as_mut().is_some_and(is_waiting);
        self.looking.take_if(|job| job.tag == tag);
        self.residual.take_if(|job| job.tag == tag);
        if waited || self.running.take_if(|job| job.tag == tag).is_some() {
            self.out.push_back(Event::Cancelled { tag });
        }
    }

    fn not_there(&mut self, tag: Tag) {
        let what = "the list of suggestions".to_owned();
        self.fail(Some(tag), SessionError::NotOpen { what }.to_failure());
    }

    fn fail(&mut self, tag: Option<Tag>, failure: Failure) {
        self.out.push_back(Event::Failed { tag, failure });
    }
}
