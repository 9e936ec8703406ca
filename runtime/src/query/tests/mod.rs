mod advanced;
mod expressions;
mod options;
mod round_trip;
