// Fixtures run beside each other: most of their time is the start of one process after another. A fixture that looks at what the whole
// process shares (its environment, its meters, its browsers) is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
