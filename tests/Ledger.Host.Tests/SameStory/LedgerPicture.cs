using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Host.Demo;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Host.Tests.SameStory;

/// <summary>
/// Everything a told ledger holds and answers that must be the same on every engine. Documents that a browser prints are left out: it writes into them when it did.
/// </summary>
/// <param name="Entries">Each entry with its place and all its bytes.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="Rows">Each row of each read model.</param>
/// <param name="Answers">What the server answers, by what was asked.</param>
sealed partial record LedgerPicture(IReadOnlyList<string> Entries, string Root, IReadOnlyList<string> Rows, IReadOnlyDictionary<string, string> Answers)
{
    static readonly MethodInfo Table = typeof(LedgerPicture).GetMethod(nameof(RowsOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What tells of the process, or never ends: whether it is well, its figures, the stream of new events.</summary>
    static readonly HashSet<string> OfTheProcess = ["/health/live", "/health/ready", "/metrics", "/feed"];

    static readonly string[] Reports =
    [
        "disclosures", "disclosures?recipient=mvd", "receipt?person=u-1002", "summary?from=2025-01-01&to=2026-01-01", "processing", $"inquiry?inquiry={Story.Inquiry}", "subject-access?person=u-1002",
    ];

    public static async Task<LedgerPicture> Of(ToldLedger told)
    {
        var tree = new Frontier();
        List<string> entries = [], rows = [];
        await foreach (var entry in told.Get<IJournal>().ReadAll(0, default))
        {
            tree.Append(MerkleTree.LeafHash(entry.Bytes.Span));
            entries.Add($"{entry.Index} {entry.Stream}/{entry.Sequence} {entry.Publication} {Encoding.UTF8.GetString(entry.Bytes.Span)}");
        }
        foreach (var row in ProjectionTables.All)
            rows.AddRange(await (Task<List<string>>)Table.MakeGenericMethod(row).Invoke(null, [told.Get<IReadModelStore>().Current])!);
        return new(entries, Convert.ToHexStringLower(tree.Root()), rows, await Asked(told));
    }

    static async Task<List<string>> RowsOf<TRow>(IReadModels models) where TRow : class, IRow =>
        [.. (await models.Query<TRow>(all => all.OrderBy(row => row.Key), default)).Value.Select(row => $"{typeof(TRow).Name} {JsonSerializer.Serialize(row)}")];

    static async Task<Dictionary<string, string>> Asked(ToldLedger told)
    {
        Dictionary<string, string> answers = [];
        foreach (var path in RoleRow.Documented.Where(row => row.Method == "GET").SelectMany(row => Filled(row.Path)).Where(path => !OfTheProcess.Contains(path)))
        {
            answers.Add($"GET {path}", await Answer(told, new(HttpMethod.Get, path)));
            answers.Add($"GET {path} as a table", await Answer(told, new(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } }));
        }
        foreach (var report in Reports)
            foreach (var format in (string[])["json", "csv", "html"])
            {
                var path = $"/reports/{report}{(report.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}";
                answers.Add($"POST {path}", await Answer(told, new(HttpMethod.Post, path)));
            }
        foreach (var scope in (string[])["{}", $$"""{"subject":"{{Story.Ivan}}"}""", $$"""{"inquiry":"{{Story.Inquiry}}"}""", $$"""{"subject":"{{Story.Ivan}}","open":true}"""])
            answers.Add($"POST /exports {scope}", await Answer(told, new(HttpMethod.Post, "/exports") { Content = new StringContent(scope, Encoding.UTF8, "application/json") }));
        return answers;
    }

    /// <summary>The path with each thing of the story in it that it takes.</summary>
    static IEnumerable<string> Filled(string path) => path switch
    {
        _ when !path.Contains('{', StringComparison.Ordinal) => [path],
        _ when path.StartsWith("/subjects/", StringComparison.Ordinal) && path.EndsWith("/permission", StringComparison.Ordinal) =>
            People.Select(person => path.Replace("{id}", person, StringComparison.Ordinal) + "?purpose=contact"),
        _ when path.StartsWith("/subjects/", StringComparison.Ordinal) => People.Select(person => path.Replace("{id}", person, StringComparison.Ordinal)),
        "/inquiries/{number}" => [$"/inquiries/{Story.Inquiry}"],
        "/policy/{edition}" => ["/policy/x-keeper-2025"],
        "/events/{index}" or "/events/{index}/proof" => Enumerable.Range(0, 40).Select(index => path.Replace("{index}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        "/schemas/{type}" => ["/schemas/ledger.consent.given.v1"],
        "/tile/{level}/{index}" => ["/tile/0/000"],
        _ => [path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)],   // nothing of it is in the story: refused alike
    };

    static readonly string[] People = [Story.Anna, Story.Ivan, Story.Maria, Story.Pavel, "u-nobody"];

    /// <summary>Asked once everything recorded is folded and signed, the readings before this one among it.</summary>
    static async Task<string> Answer(ToldLedger told, HttpRequestMessage request)
    {
        await told.Settle();
        request.Headers.TryAddWithoutValidation("X-Purpose", "order-12");
        using (request)
        using (var answer = await told.Client.SendAsync(request))
        {
            var text = answer.Content.Headers.ContentType?.MediaType == "application/zip"
                ? await Unpacked(await answer.Content.ReadAsStreamAsync())
                : await answer.Content.ReadAsStringAsync();
            return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType}\n{Signature().Replace(text, "")}";
        }
    }

    static async Task<string> Unpacked(Stream bundle)
    {
        using var zip = new ZipArchive(bundle, ZipArchiveMode.Read);
        var files = new StringBuilder();
        foreach (var file in zip.Entries)
        {
            using var text = new StreamReader(await file.OpenAsync());
            files.AppendLine(file.FullName).AppendLine(await text.ReadToEndAsync());
        }
        return files.ToString();
    }

    /// <summary>ECDSA signs with a random number: no two signatures of one text are the same.</summary>
    [GeneratedRegex(@"(?<=— \S+ )[A-Za-z0-9+/=]{80,}")]
    private static partial Regex Signature();
}
