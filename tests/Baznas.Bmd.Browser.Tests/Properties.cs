// Each fixture has an office of its own, most a service of their own; what waits for disk, sockets or a browser lets
// another go on.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
