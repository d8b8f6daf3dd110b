using Ledger.Benchmarks;

Dictionary<string, Func<Options, Task<IEnumerable<Figure>>>> rows = new()
{
    ["publish"] = PublishRow.Run,
    ["import"] = ImportRow.Run,
};
ThreadPool.GetMinThreads(out var workers, out var ports);
ThreadPool.SetMinThreads(workers + 2, ports);
return await Session.Run(args, rows);
