using System.Text;
using Ledger.Host.Generate;

namespace Ledger.Benchmarks;

/// <summary>Generated traffic, the same for the same number of people.</summary>
static class Workload
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(long subjects, long seed = 1) =>
        TrafficGenerator.Events(subjects, seed, TrafficGenerator.From, TrafficGenerator.To);

    /// <summary>What the operator says of itself, and then what services report, which needs no order.</summary>
    public static (List<ReadOnlyMemory<byte>> Operator, List<ReadOnlyMemory<byte>> Facts) Split(long subjects)
    {
        List<ReadOnlyMemory<byte>> own = [], facts = [];
        foreach (var line in Lines(subjects)) (line.Span.IndexOf("\"source\":\"/services/"u8) < 0 ? own : facts).Add(line);
        return (own, facts);
    }

    /// <summary>Whether the line fills a register of the operator's or publishes its policy: what services' reports are judged by.</summary>
    public static bool IsRegister(ReadOnlyMemory<byte> line) => line.Span.IndexOf("registered.v1\""u8) >= 0 || line.Span.IndexOf("policy.published"u8) >= 0;

    /// <summary>The lines as a file to be imported.</summary>
    public static MemoryStream Stream(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var stream = new MemoryStream();
        foreach (var line in lines)
        {
            stream.Write(line.Span);
            stream.WriteByte((byte)'\n');
        }
        stream.Position = 0;
        return stream;
    }

    /// <summary>The operator's ids of the people.</summary>
    public static List<string> Subjects(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var mark = "\"subject\":\""u8.ToArray();
        HashSet<string> subjects = [];
        foreach (var line in lines)
        {
            var at = line.Span.IndexOf(mark);
            if (at < 0) continue;
            var rest = line.Span[(at + mark.Length)..];
            subjects.Add(Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]));
        }
        return [.. subjects];
    }
}
