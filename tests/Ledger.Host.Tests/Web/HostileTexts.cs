using System.Text.Json.Nodes;

namespace Ledger.Host.Tests.Web;

/// <summary>One publication of every type, again and again, each time with markup in another one of its texts: whatever the ledger takes of it will be shown.</summary>
static class HostileTexts
{
    /// <summary>What would do something if it were taken for anything but text.</summary>
    static readonly string[] Texts =
    [
        "<img src=x onerror=window.hacked=1>", "\"><script>window.hacked=2</script>", "javascript:window.hacked=3", "'><svg onload=window.hacked=4>", "</title></textarea><iframe srcdoc=x>", "\u202Egpj.<b onclick=window.hacked=6>x</b>",
        "<a href=javascript:window.hacked=7>x</a>", "&lt;img src=x onerror=window.hacked=8&gt;<!--", "@(window.hacked=9){{window.hacked=9}}",
    ];

    /// <summary>What a page shows of them where it shows them as text.</summary>
    public const string Shown = "<img src=x onerror=window.hacked=1>";

    /// <summary>The samples, and then their changed copies.</summary>
    public static IEnumerable<string> Events(IReadOnlyList<string> samples)
    {
        foreach (var sample in samples) yield return sample;
        var count = 0;
        foreach (var sample in samples)
            foreach (var place in Places(JsonNode.Parse(sample)!, []).OrderBy(IsName).ToList())
                foreach (var text in new[] { Texts[count % Texts.Length], Shown })
                    yield return Changed(sample, place, text, count++);
    }

    /// <summary>Names come last: what is registered again with its own name would hide them.</summary>
    static int IsName(IReadOnlyList<object> place) => place[^1] switch { "ru" or "name" => 2, "en" => 1, _ => 0 };

    static string Changed(string sample, IReadOnlyList<object> place, string text, int number)
    {
        var changed = JsonNode.Parse(sample)!;
        changed["id"] = $"hostile-{number}";
        if (changed["type"]!.GetValue<string>() == "ledger.policy.published.v1") changed["data"]!["edition"] = $"hostile-{number}";   // an edition is published once
        var holder = place.SkipLast(1).Aggregate(changed, (node, step) => step is int at ? node[at]! : node[(string)step]!);
        if (place[^1] is int index) holder[index] = text;
        else holder[(string)place[^1]] = text;
        return changed.ToJsonString();
    }

    /// <summary>Every place with a text in it, but those that say what kind of event it is.</summary>
    static IEnumerable<IReadOnlyList<object>> Places(JsonNode node, IReadOnlyList<object> at) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null && !(at.Count == 0 && member.Key is "specversion" or "type" or "time")).SelectMany(member => Places(member.Value!, [.. at, member.Key])),
        JsonArray items => items.Take(1).SelectMany(item => Places(item!, [.. at, 0])),
        JsonValue value when value.TryGetValue<string>(out _) => [at],
        _ => [],
    };
}
