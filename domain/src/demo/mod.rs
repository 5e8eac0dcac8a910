//! A believable answering service, to look at Portico with.
