using Ledger.Benchmarks;

Dictionary<string, Func<Options, Task<IEnumerable<Figure>>>> rows = new()
{
    ["publish"] = PublishRow.Run,
    ["mediator"] = MediatorRow.Run,
    ["import"] = ImportRow.Run,
    ["rebuild"] = RebuildRow.Run,
    ["may"] = PermissionRow.Run,
    ["proof"] = ProofRow.Run,
    ["verify"] = VerifyRow.Run,
    ["million"] = MillionRow.Run,
    ["postgres"] = PostgresRow.Run,
#if CLUSTER
    ["eventstore"] = EventStoreRow.Run,
    ["marten"] = MartenRow.Run,
#endif
    ["http"] = HttpRow.Run,
};
ThreadPool.GetMinThreads(out var workers, out var ports);
ThreadPool.SetMinThreads(workers + 2, ports);
return await Session.Run(args, rows);
