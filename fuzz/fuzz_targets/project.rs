//! Saved maps: one that is opened is written as it is opened again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tieline::project::Project;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(project) = Project::from_json(bytes) {
        let text = project.to_json();
        let again = Project::from_json(text.as_bytes()).map(|again| again.to_json());
        assert_eq!(again.ok().as_deref(), Some(&*text));
    }
});
