//! What a defect is, and what must come of it.

use super::town::{YOUTHS, Youth};
use super::trial::Trial;

/// A defect of one night, and what must come of it.
pub struct Defect {
    pub name: &'static str,
    /// Puts the defect into the night.
    pub make: Box<dyn Fn(&mut Trial) + Send + Sync>,
    /// The provider whose file has the defect, where no verdict and no quarantined row tells.
    pub about: Option<&'static str>,
    /// The sources whose verdict is another than without the defect: provider, verdict, code.
    /// Without a verdict, a source that is not even looked for.
    pub sources: Vec<(&'static str, &'static str, &'static str)>,
    /// Quarantined rows: `provider:line:field:code`.
    pub quarantine: Vec<&'static str>,
    pub exit: i32,
    pub kept: Kept,
    /// What standard error must say; nothing where this is empty.
    pub says: Vec<&'static str>,
}

/// What becomes of the register.
#[derive(Clone, Debug)]
pub enum Kept {
    /// As on the same night without the defect: its digest is the same.
    AsWithout,
    /// As without the defect, but for these.
    But(Vec<But>),
    /// As the night before: its digest is the same, for nothing was committed.
    AsBefore,
    /// There is none, and none was made.
    None,
    /// Nobody was entered in an empty one.
    Empty,
}

/// One difference from the night without the defect.
#[derive(Clone, Copy, Debug)]
pub enum But {
    /// The news of this youth waits.
    Waits(Youth),
    /// The news waits, and the youth is listed as undetermined.
    Doubted(Youth, &'static str),
    /// The entry is another; `told` says how in the table.
    Is { youth: Youth, entry: &'static str, told: &'static str },
}

pub use But::{Doubted, Is, Waits};

impl Defect {
    pub fn of(name: &'static str, make: impl Fn(&mut Trial) + Send + Sync + 'static) -> Self {
        Self {
            name,
            make: Box::new(make),
            about: None,
            sources: vec![],
            quarantine: vec![],
            exit: 0,
            kept: Kept::AsWithout,
            says: vec![],
        }
    }

    /// A defect for which one provider's file is not believed: what it told the night before stands, so
    /// its news waits. What came with documents earlier stays anyway, so those are not carried forward.
    pub fn refusing(
        name: &'static str,
        provider: &'static str,
        code: &'static str,
        make: impl Fn(&mut Trial) + Send + Sync + 'static,
    ) -> Self {
        Self::of(name, make).refuses(provider, code)
    }

    /// The same of one more provider.
    pub fn refuses(self, provider: &'static str, code: &'static str) -> Self {
        let (verdict, news) = match provider {
            "folkbokforing" => ("carried_forward", Some(Youth::Emigrant)),
            "uedb" => ("carried_forward", Some(Youth::Beginner)),
            "ber" => ("carried_forward", Some(Youth::Leaver)),
            "alfa" => ("carried_forward", Some(Youth::AlfaLeaver)),
            "beta" => ("carried_forward", None),
            "intyg" => ("refused", Some(Youth::Graduate)),
            other => panic!("{other}"),
        };
        let defect = self.source(provider, verdict, code).exits(3);
        match news {
            Some(youth) => defect.but(Waits(youth)),
            None => defect,
        }
    }

    pub fn source(mut self, provider: &'static str, verdict: &'static str, code: &'static str) -> Self {
        self.sources.push((provider, verdict, code));
        self
    }

    pub fn about(mut self, provider: &'static str) -> Self {
        self.about = Some(provider);
        self
    }

    pub fn row(mut self, place: &'static str) -> Self {
        self.quarantine.push(place);
        self
    }

    pub fn exits(mut self, exit: i32) -> Self {
        self.exit = exit;
        self
    }

    pub fn keeps(mut self, kept: Kept) -> Self {
        self.kept = kept;
        self
    }

    /// The register is as without the defect, but for one youth.
    pub fn but(mut self, but: But) -> Self {
        match &mut self.kept {
            Kept::But(all) => all.push(but),
            Kept::AsWithout | Kept::AsBefore | Kept::None | Kept::Empty => self.kept = Kept::But(vec![but]),
        }
        self
    }

    pub fn says(mut self, part: &'static str) -> Self {
        self.says.push(part);
        self
    }
}

impl Kept {
    /// Each youth's entry, and who is undetermined: what the register must hold.
    pub fn lines(&self) -> Vec<String> {
        let entries = YOUTHS.map(|youth| format!("{youth:?}: {}", self.entry(youth)));
        let doubts = self.buts().iter().filter_map(|but| match but {
            Doubted(youth, reason) => Some(format!("{youth:?}: undetermined {reason}")),
            Waits(_) | Is { .. } => None,
        });
        let mut lines: Vec<String> =
            entries.into_iter().filter(|line| !line.ends_with(": ")).chain(doubts).collect();
        lines.sort();
        lines
    }

    pub fn buts(&self) -> &[But] {
        match self {
            Self::But(buts) => buts,
            Self::AsWithout | Self::AsBefore | Self::None | Self::Empty => &[],
        }
    }

    fn entry(&self, youth: Youth) -> &'static str {
        let of = |but: &But| match *but {
            Waits(about) | Doubted(about, _) => (about == youth).then(|| youth.before()),
            Is { youth: about, entry, .. } => (about == youth).then_some(entry),
        };
        match self {
            Self::AsBefore => youth.before(),
            Self::None | Self::Empty => "",
            Self::AsWithout | Self::But(_) => {
                self.buts().iter().find_map(of).unwrap_or_else(|| youth.after())
            }
        }
    }
}
