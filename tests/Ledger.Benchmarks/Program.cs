using Ledger.Benchmarks;

Dictionary<string, Func<Options, Task<IEnumerable<Figure>>>> rows = new()
{
    ["publish"] = PublishRow.Run,
    ["import"] = ImportRow.Run,
};
return await Session.Run(args, rows);
