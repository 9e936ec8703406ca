//! What a written program is made of: it makes each example's request with the client's builders, answers it from memory, and writes
//! down what was sent and what was read.

use super::exchange::{Answered, Exchange, Played, Sent};
pub use msgraph_runtime;
use msgraph_runtime::generated::read_slot;
use msgraph_runtime::http::Method;
use msgraph_runtime::{
    Additional, Answer, Client, Error, Field, Json, MemoryTransport, Payload, RecordedRequest,
    Reference, Request, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

/// The call of a builder that an example shows.
pub type Call = fn(&Given<'_>) -> Result<Prepared, Box<dyn std::error::Error>>;

/// A request that is ready to be sent, its answer's type forgotten.
pub struct Prepared(Box<dyn FnOnce(&Given<'_>) -> Played>);

impl Prepared {
    /// The request of an example.
    pub fn new<T: Payload + Serialize>(request: Request<T>) -> Self {
        Self(Box::new(move |given| play(request, given)))
    }
}

/// What an example gives: the client to call, and the body.
pub struct Given<'e> {
    exchange: &'e Exchange,
    body: Option<Json>,
    client: Client,
    server: MemoryTransport,
}

impl<'e> Given<'e> {
    fn new(exchange: &'e Exchange) -> Result<Self, String> {
        let answer = match &exchange.answer {
            Some(text) => Answer::json(exchange.status, text.clone()),
            None => Answer::empty(exchange.status),
        };
        let server = MemoryTransport::new().answer(answer);
        let client = Client::builder().transport(server.clone()).build();
        let body = exchange.body.as_deref().map(str::parse::<Json>);
        Ok(Self {
            exchange,
            // Bodies that are no JSON are bytes of streams.
            body: body.and_then(Result::ok),
            client: client.map_err(|fault| fault.to_string())?,
            server,
        })
    }

    /// The client.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// The whole body as a model; an empty one where the example has none that is JSON.
    ///
    /// # Errors
    /// Where it is no such model.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, String> {
        let body = self.body.as_ref().map_or("{}", Json::as_str);
        serde_json::from_str(body).map_err(|fault| format!("the body: {fault}"))
    }

    /// An argument of an action.
    ///
    /// # Errors
    /// Where it is missing, and where it does not fit.
    pub fn argument<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let json = self.member(name);
        let json = json.ok_or_else(|| format!("the argument `{name}` is missing"))?;
        json.parse()
            .map_err(|fault| format!("the argument `{name}`: {fault}"))
    }

    /// An argument of an action that may be missing, null or something else than declared.
    pub fn field<T: Value>(&self, name: &str) -> Field<T> {
        match self.member(name) {
            Some(json) if json.is_null() => Field::Null,
            Some(json) => {
                let mut field = Field::Absent;
                let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
                // What does not fit is kept; the text is valid, so there is nothing else to fail.
                let _ = read_slot(&mut deserializer, &mut field, "");
                field
            }
            None => Field::Absent,
        }
    }

    /// The arguments that are none of these.
    pub fn others(&self, names: &[&str]) -> Additional {
        let members = self.members().into_iter();
        members
            .filter(|(name, _)| !names.contains(&&**name))
            .collect()
    }

    /// An argument of a function that the request line has a stand-in for.
    ///
    /// # Errors
    /// Where no text is such a value.
    pub fn literal<T: DeserializeOwned>(&self, written: &str) -> Result<T, String> {
        let text = serde_json::Value::from(written);
        serde_json::from_value(text).map_err(|fault| format!("`{written}`: {fault}"))
    }

    /// The entity that the body refers to.
    ///
    /// # Errors
    /// Without one.
    pub fn reference(&self) -> Result<Reference, String> {
        self.argument::<String>("@odata.id").map(Reference::from)
    }

    /// The body as it stands, as content of a stream.
    pub fn content(&self) -> String {
        self.exchange.body.clone().unwrap_or_default()
    }

    /// A member of the body; one in other case where there is none of the name.
    fn member(&self, name: &str) -> Option<Json> {
        let mut members = self.members();
        members.remove(name).or_else(|| {
            let mut members = members.into_iter();
            let found = members.find(|(one, _)| one.eq_ignore_ascii_case(name));
            found.map(|(_, json)| json)
        })
    }

    fn members(&self) -> HashMap<String, Json> {
        self.body
            .as_ref()
            .and_then(|body| body.parse().ok())
            .unwrap_or_default()
    }
}

/// Sends the request and writes down what came of it.
fn play<T: Payload + Serialize>(request: Request<T>, given: &Given<'_>) -> Played {
    // An example says by itself whether it is an advanced query.
    let received = finished(request.basic_query().send());
    let sent = match (given.server.requests().first(), &received) {
        (Some(request), _) => Ok(sent(request)),
        (None, Some(Err(fault))) => Err(fault.to_string()),
        (None, _) => Err("nothing was sent".to_owned()),
    };
    let is_answered = given.exchange.answer.is_some() && sent.is_ok();
    let answer = is_answered.then(|| answered(received, given.exchange.status));
    Played {
        id: given.exchange.id.clone(),
        sent: Some(sent),
        answer,
    }
}

fn sent(request: &RecordedRequest) -> Sent {
    let body = String::from_utf8_lossy(request.body());
    Sent {
        method: request.method().to_string(),
        url: request.url().to_owned(),
        body: (!body.is_empty()).then(|| body.into_owned()),
    }
}

fn answered<T: Serialize>(
    received: Option<Result<T, Error>>,
    status: u16,
) -> Result<Answered, String> {
    let written = |ty: &str, written: serde_json::Result<String>| match written {
        Ok(json) => Ok(Answered {
            ty: ty.to_owned(),
            json,
        }),
        Err(fault) => Err(fault.to_string()),
    };
    match received {
        Some(Ok(value)) => written(std::any::type_name::<T>(), serde_json::to_string(&value)),
        // An error that the service tells of is what the example shows: its code and message must have been read.
        Some(Err(fault))
            if fault.is_service() && fault.status().is_some_and(|one| one == status) =>
        {
            let told = serde_json::json!({"code": fault.code(), "message": fault.message()});
            written("Error", serde_json::to_string(&told))
        }
        Some(Err(fault)) => Err(fault.to_string()),
        None => Err("the transport in memory keeps the request waiting".to_owned()),
    }
}

/// What a future answers that has nothing to wait for.
fn finished<F: Future>(future: F) -> Option<F::Output> {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// What a program can do.
#[derive(Default)]
pub struct Calls {
    requests: HashMap<&'static str, Call>,
    types: HashMap<&'static str, Call>,
}

impl Calls {
    /// The builder call of an example.
    pub fn request(&mut self, id: &'static str, call: Call) {
        self.requests.insert(id, call);
    }

    /// A type of answers, for examples whose request has no builder call.
    pub fn answer<T: Payload + Serialize>(&mut self, name: &'static str) {
        self.types.insert(name, |given| {
            let request = given.client().request::<T>(Method::GET, "/");
            Ok(Prepared::new(request))
        });
    }

    /// Plays the exchanges of a file and writes what became of them, a line of JSON each: the `main` of a written program.
    pub fn run(&self) -> ExitCode {
        let Some(data) = std::env::args_os().nth(1) else {
            eprintln!("the file with the exchanges is missing");
            return ExitCode::FAILURE;
        };
        match self.play_all(Path::new(&data)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => {
                eprintln!("{}: {fault}", data.display());
                ExitCode::FAILURE
            }
        }
    }

    fn play_all(&self, data: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let exchanges: Vec<Exchange> = serde_json::from_slice(&std::fs::read(data)?)?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for exchange in &exchanges {
            serde_json::to_writer(&mut out, &self.play(exchange))?;
            out.write_all(b"\n")?;
        }
        Ok(out.flush()?)
    }

    fn play(&self, exchange: &Exchange) -> Played {
        let call = match &exchange.read_as {
            Some(name) => self.types.get(&**name),
            None => self.requests.get(&*exchange.id),
        };
        let prepared = call.ok_or_else(|| "the program does not know it".to_owned());
        let prepared = prepared.and_then(|call| {
            let given = Given::new(exchange)?;
            let prepared = call(&given).map_err(|fault| fault.to_string())?;
            Ok((prepared, given))
        });
        match prepared {
            Ok((Prepared(play), given)) => play(&given),
            Err(fault) => Played {
                id: exchange.id.clone(),
                sent: Some(Err(fault)),
                answer: None,
            },
        }
    }
}
