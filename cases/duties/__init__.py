"""Which deadlines the records of a case create, split by noun; importing a module here registers its duties."""
