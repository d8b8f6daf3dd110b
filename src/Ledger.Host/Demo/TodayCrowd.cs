using System.Text.Json;
using Ledger.Host.Generate;

namespace Ledger.Host.Demo;

/// <summary>People who live beside the story that ends today, made up by the traffic generator: so that registers have pages and a day has its ups and downs.</summary>
static class TodayCrowd
{
    /// <summary>How many there are.</summary>
    public const int People = 80;

    const int Seed = 7;

    /// <summary>What a day holds is recorded once this much of it has gone by.</summary>
    static readonly TimeSpan Together = TimeSpan.FromHours(3);

    /// <summary>What opens duties of a term, and what closes them, is the story's own to tell.</summary>
    static readonly HashSet<string> Told = ["consent.withdrawn", "recipient.notified", "data.destroyed", "data.rectified"];

    /// <summary>
    /// Steps that are not told, in order, from one midnight to another. Consents given once the second edition is in force are given under it.
    /// </summary>
    public static IEnumerable<StoryStep> Steps(DateTimeOffset from, DateTimeOffset to, DateTimeOffset secondFrom, string second)
    {
        List<StoryEvent> waiting = [];
        var (first, last) = (from, from);
        foreach (var happened in TrafficGenerator.People(People, Seed, from, to).Select(line => Read(line, secondFrom, second)).Where(happened => !Told.Contains(happened.Type)))
        {
            var time = happened.Time!.Value;
            if (time > last + Together || (waiting.Count > 0 && time > first + Together))
            {
                if (waiting.Count > 0) yield return Step(last, waiting);
                (waiting, first) = ([], time);
            }
            waiting.Add(happened);
            if (time > last) last = time;   // what arrives late happened before
        }
        if (waiting.Count > 0) yield return Step(last, waiting);
    }

    static StoryStep Step(DateTimeOffset at, List<StoryEvent> events) => new(at, new("", ""), events) { Aside = true };

    static StoryEvent Read(ReadOnlyMemory<byte> line, DateTimeOffset secondFrom, string second)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var (time, data) = (root.GetProperty("time").GetDateTimeOffset(), root.GetProperty("data").GetRawText());
        if (time >= secondFrom) data = data.Replace($"\"{Vocabulary.Edition}\"", $"\"{second}\"", StringComparison.Ordinal);
        return new(TypeOf(root.GetProperty("type").GetString()!), root.GetProperty("source").GetString()!, root.GetProperty("subject").GetString(), data, time);
    }

    /// <summary>A type as the story names it: without what stands before and after.</summary>
    internal static string TypeOf(string type) => type["ledger.".Length..^".v1".Length];
}
