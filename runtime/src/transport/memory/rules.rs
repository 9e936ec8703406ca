//! Answers by method and route.

use std::collections::VecDeque;

use http::Method;

use super::route::{fits, wildcards};
use super::{Answer, RecordedRequest};

/// What is answered to requests of one method along one route.
struct Rule {
    method: Method,
    route: String,
    answers: VecDeque<Answer>,
    called: usize,
}

/// All rules.
#[derive(Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    /// Adds an answer to the rule for this method and route.
    pub(super) fn add(&mut self, method: Method, route: String, answer: Answer) {
        let mut rules = self.0.iter_mut();
        match rules.find(|rule| rule.method == method && rule.route == route) {
            Some(rule) => rule.answers.push_back(answer),
            None => self.0.push(Rule {
                method,
                route,
                answers: VecDeque::from([answer]),
                called: 0,
            }),
        }
    }

    /// The next answer to a request: of the rules that fit, that of the one whose route says most.
    pub(super) fn answer(&mut self, request: &RecordedRequest) -> Option<Answer> {
        let path = request.path();
        let fitting = self.0.iter_mut();
        let fitting =
            fitting.filter(|rule| rule.method == request.method && fits(&rule.route, path));
        let rule = fitting.min_by_key(|rule| wildcards(&rule.route))?;
        rule.called += 1;
        match rule.answers.len() {
            // The last one stays.
            0 | 1 => rule.answers.front().cloned(),
            _ => rule.answers.pop_front(),
        }
    }

    /// The rules that no request came for: `GET /users/{}`.
    pub(super) fn not_called(&self) -> Vec<String> {
        let unused = self.0.iter().filter(|rule| rule.called == 0);
        unused
            .map(|rule| format!("{} {}", rule.method, rule.route))
            .collect()
    }
}
