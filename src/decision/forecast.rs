//! How many of a list would bounce.

/// The bounce rate to expect of some rows, with an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Forecast {
    /// Expected share of permanent refusals, 0 to 1.
    pub bounce_rate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the interval covers the rate: 0.95.
    pub level: f64,
    /// How many rows it rests on; with none, the interval is 0 to 1.
    pub basis: u64,
}

/// Rows are added one by one; the sums are all that is kept.
///
/// The number of bounces is Poisson-binomial: mean `Σp`, variance `Σp(1−p)`. Its half width at 95 % is widened by
/// [`MARGIN`], as the risks themselves are estimates whose errors do not shrink with the length of a list. What the
/// risk of a sentence leaves open is mail that is accepted and bounces later, and the like: there may be none of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sum {
    rows: u64,
    mean: f64,
    variance: f64,
    /// By how much the mean may be too high, and too low.
    down: f64,
    up: f64,
}

impl Forecast {
    /// Over the bounce risks of rows, each 0 to 1.
    ///
    /// ```
    /// use listproof::decision::Forecast;
    /// let forecast = Forecast::of([0.02; 98].into_iter().chain([0.98; 2]));
    /// assert!((forecast.bounce_rate - 0.0392).abs() < 1e-6);
    /// assert!(forecast.low < forecast.bounce_rate && forecast.bounce_rate < forecast.high);
    /// ```
    #[must_use]
    pub fn of(risks: impl IntoIterator<Item = f32>) -> Self {
        let mut sum = Sum::default();
        risks.into_iter().for_each(|risk| sum.add(risk));
        sum.forecast()
    }
}

impl Sum {
    /// One row more. What is no number counts as certain to bounce: a gate must not open for it.
    pub(crate) fn add(&mut self, risk: f32) {
        let risk = if risk.is_nan() { 1.0 } else { f64::from(risk.clamp(0.0, 1.0)) };
        self.rows += 1;
        self.mean += risk;
        self.variance += risk * (1.0 - risk);
        let edge = risk.min(1.0 - risk);
        let (inward, outward) = (MARGIN * edge, if edge <= SENTENCE { edge } else { MARGIN * edge });
        let (down, up) = if risk < 0.5 { (outward, inward) } else { (inward, outward) };
        self.down += down;
        self.up += up;
    }

    pub(crate) fn forecast(&self) -> Forecast {
        if self.rows == 0 {
            return Forecast { bounce_rate: 0.0, low: 0.0, high: 1.0, level: LEVEL, basis: 0 };
        }
        let rows = self.rows as f64;
        let rate = self.mean / rows;
        let chance = (Z * self.variance.sqrt() + CONTINUITY) / rows;
        Forecast {
            bounce_rate: rate,
            low: (rate - chance - self.down / rows).max(0.0),
            high: (rate + chance + self.up / rows).min(1.0),
            level: LEVEL,
            basis: self.rows,
        }
    }
}

const LEVEL: f64 = 0.95;
/// The normal quantile of 0.975.
const Z: f64 = 1.959_964;
/// Bounces are whole: half a bounce of continuity correction.
const CONTINUITY: f64 = 0.5;
/// Calibration margin: every risk may be wrong, in the same direction, by a quarter of its distance to certainty (a
/// risk of 0.02 may be 0.025, one of 0.5 may be 0.625). A judgement, not a measurement: real campaigns would tell.
const MARGIN: f64 = 0.25;
/// So close to certainty are the risks of sentences, and no others.
const SENTENCE: f64 = 0.025;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_no_promise() {
        let forecast = Forecast::of([]);
        assert_eq!((forecast.low, forecast.high, forecast.basis), (0.0, 1.0, 0));
    }

    #[test]
    fn more_rows_narrow_chance_but_not_doubt() {
        let few = Forecast::of([0.1; 100]);
        let many = Forecast::of(std::iter::repeat_n(0.1, 100_000));
        assert!(many.high - many.low < few.high - few.low);
        // 0.1 ± a quarter of 0.1, and little more.
        assert!(many.high > 0.125 && many.high < 0.128, "{many:?}");
    }

    #[test]
    fn a_list_of_sentences_may_bounce_to_the_letter() {
        for dead in [0, 10, 500, 1000] {
            let risks = (0..1000).map(|n| if n < dead { 0.98 } else { 0.01 });
            let forecast = Forecast::of(risks);
            let rate = f64::from(dead) / 1000.0;
            assert!(forecast.low <= rate && rate <= forecast.high, "{rate} not in {forecast:?}");
        }
        // A list of the deliverable alone passes a gate of 2 %.
        assert!(Forecast::of([0.01; 1000]).high < 0.02);
    }

    /// Fixed draws: bounces sampled under the risks fall into the interval at least as often as it says.
    #[test]
    fn the_interval_covers() {
        let risks: Vec<f32> = (0..400).map(|n| [0.02, 0.02, 0.3, 0.98][n % 4]).collect();
        let forecast = Forecast::of(risks.iter().copied());
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut draw = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1 << 24) as f32
        };
        let covered = (0..1000)
            .filter(|_| {
                let bounced = risks.iter().filter(|risk| draw() < **risk).count();
                let rate = bounced as f64 / 400.0;
                forecast.low <= rate && rate <= forecast.high
            })
            .count();
        assert!(covered >= 950, "{covered} of 1000");
    }

    #[test]
    fn what_is_no_number_bounces() {
        assert_eq!(Forecast::of([f32::NAN]).bounce_rate, 1.0);
        assert_eq!(Forecast::of([7.0]).bounce_rate, 1.0);
    }
}
