use listproof::{
    Address,
    syntax::{Domain, HostName, check},
};

/// A whole input is one address, and one domain, and one name from an MX record.
pub fn address(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match text.parse::<Address>() {
        Ok(address) => {
            assert!(check(&text).is_ok(), "parsed, but not checked");
            valid(&address);
        }
        Err(error) => {
            assert_eq!(check(&text), Err(error), "check and parse disagree");
            assert!(error.offset() <= text.len(), "an offset behind the end");
            assert!(!error.to_string().is_empty());
        }
    }
    if let Ok(domain) = text.parse::<Domain>() {
        let again = domain.as_str().parse::<Domain>();
        assert_eq!(again.as_ref(), Ok(&domain), "a domain that does not survive its own spelling");
        assert!(domain.as_str().is_ascii() && domain.as_str().len() <= 255);
        assert_eq!(domain.as_str(), domain.as_str().to_ascii_lowercase());
    }
    assert!(!HostName::new(&text).as_str().ends_with('.'));
}

/// What every address promises.
pub(crate) fn valid(address: &Address) {
    let text = address.as_str();
    assert!(!text.contains(['\r', '\n', '\0']), "an address that can break a command");
    assert!(address.local().len() <= 64 && address.host().len() <= 255 && text.len() <= 254, "too long");
    assert!(address.host().is_ascii(), "a host that is not in A-labels");
    assert_eq!(text, format!("{}@{}", address.local(), address.host()));
    assert_eq!(text.parse::<Address>().as_ref(), Ok(address), "an address that does not survive its own spelling");
    assert_eq!(address.needs_smtputf8(), !address.local().is_ascii());
    let first = address.local().chars().next();
    assert_eq!(
        format!("{address:?}"),
        format!("{}…@{}", first.unwrap_or_default(), address.host()),
        "Debug tells more"
    );
}
