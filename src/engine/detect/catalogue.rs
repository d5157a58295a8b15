//! The detectors there are, in the order that decides between equal hits: the more specific first
//! where two could claim the same words.

use serde::{Deserialize, Serialize};

/// Which family a detector belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Ways to reach somebody.
    Contact,
    /// People and places.
    People,
    /// Cards, accounts, wallets.
    Money,
    /// Numbers that a state gives.
    Identifier,
    /// Addresses of machines.
    Machine,
    /// What opens something.
    Secret,
    /// Terms of the case.
    Own,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 7] = [
        Family::Contact,
        Family::People,
        Family::Money,
        Family::Identifier,
        Family::Machine,
        Family::Secret,
        Family::Own,
    ];

    /// For people; also the class that a log which is handed over may name.
    pub fn title(self) -> &'static str {
        match self {
            Family::Contact => "contact details",
            Family::People => "people and places",
            Family::Money => "money",
            Family::Identifier => "identifier",
            Family::Machine => "machine address",
            Family::Secret => "secret",
            Family::Own => "own term",
        }
    }

    /// The reason code that a redaction of such a hit starts with.
    pub fn code(self) -> &'static str {
        match self {
            Family::Contact | Family::Machine => "CON",
            Family::People | Family::Own => "TPD",
            Family::Money => "FIN",
            Family::Identifier => "IDN",
            Family::Secret => "SEC",
        }
    }
}

macro_rules! catalogue {
    ($($name:ident $id:literal $family:ident $country:literal $title:literal,)*) => {
        /// One kind of thing that is looked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Detector {
            $(#[doc = $title] $name,)*
        }

        impl Detector {
            /// All of them, in catalogue order.
            pub const ALL: &'static [Detector] = &[$(Detector::$name,)*];

            const ROWS: &'static [Row] = &[$(Row {
                id: $id,
                title: $title,
                family: Family::$family,
                country: $country,
            },)*];
        }
    };
}

struct Row {
    id: &'static str,
    title: &'static str,
    family: Family,
    country: &'static str,
}

catalogue! {
    MessengerLink "messenger_link" Contact "" "Link that names a person or a group",
    Invite "invite" Secret "" "Invite code or meeting link",
    Url "url" Contact "" "Web link",
    Email "email" Contact "" "E-mail address",
    Mention "mention" Contact "" "Mention of a participant",
    Handle "handle" Contact "" "Name on another network",
    PrivateKey "private_key" Secret "" "Private key",
    ApiKey "api_key" Secret "" "Access key of a service",
    SeedPhrase "seed_phrase" Secret "" "Recovery words of a wallet",
    Password "password" Secret "" "Password",
    PassportMrz "passport_mrz" Identifier "" "Machine-readable lines of a passport",
    Iban "iban" Money "" "Bank account (IBAN)",
    Card "card" Money "" "Payment card",
    CardExtra "card_extra" Money "" "Expiry or security code of a card",
    CryptoBtc "crypto_btc" Money "" "Bitcoin address",
    CryptoEth "crypto_eth" Money "" "Ethereum address",
    CryptoOther "crypto_other" Money "" "Wallet address",
    Bic "bic" Money "" "Bank code (BIC)",
    SortCodeGb "sort_code_gb" Money "GB" "Sort code, United Kingdom",
    AbaUs "aba_us" Money "US" "Routing number, United States",
    GbNhs "gb_nhs" Identifier "GB" "NHS number, United Kingdom",
    GbNino "gb_nino" Identifier "GB" "National Insurance number, United Kingdom",
    UsSsn "us_ssn" Identifier "US" "Social Security number, United States",
    UsItin "us_itin" Identifier "US" "Taxpayer number, United States",
    CaSin "ca_sin" Identifier "CA" "Social Insurance number, Canada",
    InAadhaar "in_aadhaar" Identifier "IN" "Aadhaar number, India",
    InGstin "in_gstin" Identifier "IN" "GST number, India",
    InPan "in_pan" Identifier "IN" "PAN, India",
    BrCpf "br_cpf" Identifier "BR" "CPF, Brazil",
    BrCnpj "br_cnpj" Identifier "BR" "CNPJ, Brazil",
    EsDni "es_dni" Identifier "ES" "DNI, Spain",
    EsNie "es_nie" Identifier "ES" "NIE, Spain",
    ItCf "it_cf" Identifier "IT" "Codice fiscale, Italy",
    FrNir "fr_nir" Identifier "FR" "NIR, France",
    DeSteuerid "de_steuerid" Identifier "DE" "Steuer-ID, Germany",
    PlPesel "pl_pesel" Identifier "PL" "PESEL, Poland",
    NlBsn "nl_bsn" Identifier "NL" "BSN, Netherlands",
    BeNn "be_nn" Identifier "BE" "National number, Belgium",
    SePnr "se_pnr" Identifier "SE" "Personnummer, Sweden",
    FiHetu "fi_hetu" Identifier "FI" "Henkilötunnus, Finland",
    TrTckn "tr_tckn" Identifier "TR" "T.C. Kimlik No, Turkey",
    ZaId "za_id" Identifier "ZA" "Identity number, South Africa",
    IlTz "il_tz" Identifier "IL" "Identity number, Israel",
    SgNric "sg_nric" Identifier "SG" "NRIC or FIN, Singapore",
    AuTfn "au_tfn" Identifier "AU" "Tax file number, Australia",
    AuMedicare "au_medicare" Identifier "AU" "Medicare number, Australia",
    AuAbn "au_abn" Identifier "AU" "Business number, Australia",
    CnId "cn_id" Identifier "CN" "Resident identity number, China",
    HkId "hk_id" Identifier "HK" "Identity card, Hong Kong",
    ArCuit "ar_cuit" Identifier "AR" "CUIT, Argentina",
    ClRut "cl_rut" Identifier "CL" "RUT, Chile",
    AeId "ae_id" Identifier "AE" "Emirates ID",
    SaId "sa_id" Identifier "SA" "National ID, Saudi Arabia",
    Imei "imei" Identifier "" "IMEI of a device",
    Iccid "iccid" Identifier "" "Number of a SIM card",
    Vin "vin" Identifier "" "Vehicle identification number",
    PlateGb "plate_gb" People "GB" "Number plate, United Kingdom",
    PlateOther "plate_other" People "" "Number plate",
    Ipv4 "ipv4" Machine "" "IP address (v4)",
    Ipv6 "ipv6" Machine "" "IP address (v6)",
    Mac "mac" Machine "" "Hardware address",
    Coordinates "coordinates" People "" "Coordinates",
    Pluscode "pluscode" People "" "Plus code",
    Street "street" People "" "Street and number",
    PostcodeGb "postcode_gb" People "GB" "Postcode, United Kingdom",
    PostcodeCa "postcode_ca" People "CA" "Postcode, Canada",
    PostcodeNl "postcode_nl" People "NL" "Postcode, Netherlands",
    PostcodeUs "postcode_us" People "US" "ZIP code, United States",
    BirthDate "birth_date" People "" "Date of birth",
    Age "age" People "" "Age",
    Otp "otp" Secret "" "One-time code or PIN",
    ParticipantName "participant_name" People "" "Name of a participant or contact",
    TitleName "title_name" People "" "Title with a name",
    IntroName "intro_name" People "" "Name in an introduction",
    Phone "phone" Contact "" "Telephone number",
    PhoneWords "phone_words" Contact "" "Telephone number in words",
    Custom "custom" Own "" "Term of the case",
}

impl Detector {
    fn row(self) -> &'static Row {
        const NONE: Row = Row {
            id: "",
            title: "",
            family: Family::Own,
            country: "",
        };
        Detector::ROWS.get(self as usize).unwrap_or(&NONE)
    }

    /// The word used in files, for example `gb_nino`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// For people.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// Its family.
    pub fn family(self) -> Family {
        self.row().family
    }

    /// The country it belongs to, as ISO 3166 writes it; empty when it belongs to none.
    pub fn country(self) -> &'static str {
        self.row().country
    }

    /// The detector of that id.
    pub fn from_id(id: &str) -> Option<Detector> {
        Detector::ALL.iter().copied().find(|one| one.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_seventy_seven_and_ids_are_the_words_in_files() {
        assert_eq!(Detector::ALL.len(), 77);
        for one in Detector::ALL {
            assert_eq!(Detector::from_id(one.id()), Some(*one));
            assert_eq!(
                serde_json::to_string(one).unwrap(),
                format!("\"{}\"", one.id())
            );
        }
    }
}
