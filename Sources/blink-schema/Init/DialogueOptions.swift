import ArgumentParser

/// Where `init` writes, and whether it asks.
struct DialogueOptions: ParsableArguments {
  @Flag(help: "Write to standard output; create or change no file.") var print = false
  @Flag(help: "Never prompt (the default without a terminal or if CI is set).")
  var noInput = false
}
