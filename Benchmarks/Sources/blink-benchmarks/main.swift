// blink-benchmarks CASE ITERATIONS; without arguments it prints the iterations of a count and the name
// of every case.
let arguments = CommandLine.arguments
if arguments.count == 1 {
  for benchmark in Benchmark.all { print("\(benchmark.iterations) \(benchmark.name)") }
} else if arguments.count == 3, let iterations = Int(arguments[2]),
  let benchmark = Benchmark.all.first(where: { $0.name == arguments[1] })
{
  print(try benchmark.run(iterations))
} else {
  preconditionFailure("usage: blink-benchmarks [CASE ITERATIONS]")
}
