using System.Reflection;
using System.Text.Json;

namespace Ledger.Reports;

/// <summary>The words of verify.html: what a report says of an event or a code, the page says in the same words, so that the two can be held against each other.</summary>
static class ReportWords
{
    const string Folder = "verify/words/";

    static readonly Lazy<Dictionary<string, (string Ru, string En)>> All = new(Read);

    /// <summary>The words of that name, or null.</summary>
    public static string? Find(string name, ReportLanguage language) =>
        All.Value.TryGetValue(name, out var words) ? language == ReportLanguage.Ru ? words.Ru : words.En : null;

    /// <summary>The codes of a group, in the order they are listed; what is said where none is there is none of them.</summary>
    public static IReadOnlyList<string> CodesOf(string group) =>
        [.. All.Value.Keys.Where(name => name.StartsWith($"{group}.", StringComparison.Ordinal)).Select(name => name[(group.Length + 1)..]).Where(code => code != "absent")];

    static Dictionary<string, (string Ru, string En)> Read()
    {
        var all = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var part = assembly.GetManifestResourceStream(name)!;
            using var words = JsonDocument.Parse(part);
            foreach (var member in words.RootElement.EnumerateObject())
                all.Add(member.Name, (member.Value.GetProperty("ru").GetString()!, member.Value.GetProperty("en").GetString()!));
        }
        return all;
    }
}
