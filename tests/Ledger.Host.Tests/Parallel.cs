// Fixtures run beside each other: most of their time is the start of one process after another. A fixture that looks at what the whole
// process shares (its environment, its meters, its browsers) is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

/// <summary>Servers in this process have the threads that the executable gives itself.</summary>
[SetUpFixture]
sealed class PoolThreads
{
    [OneTimeSetUp]
    public void Have()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Ledger.Host.Program.ThreadsMin), ports);
    }
}
