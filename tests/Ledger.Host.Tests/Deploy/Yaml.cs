using System.Text.RegularExpressions;

namespace Ledger.Host.Tests.Deploy;

/// <summary>
/// The part of YAML that deploy/ is written in: maps and lists by indentation, plain and double-quoted scalars, comments on lines of their own, documents. What
/// lies outside is refused, so what it reads every YAML reader reads alike.
/// </summary>
sealed partial class Yaml
{
    readonly Dictionary<string, Yaml> _map = new(StringComparer.Ordinal);
    readonly List<Yaml> _items = [];

    /// <summary>A scalar's text; null of a map or list.</summary>
    public string? Text { get; private init; }

    public IReadOnlyList<Yaml> Items => _items;

    public IReadOnlyDictionary<string, Yaml> Map => _map;

    /// <summary>What a path of names and places leads to, as in <c>spec.containers.0.image</c>.</summary>
    public Yaml this[string path] => path.Split('.').Aggregate(this, (at, name) =>
        at._map.TryGetValue(name, out var value) ? value
            : int.TryParse(name, out var place) && place < at._items.Count ? at._items[place] : throw new AssertionException($"{path}: there is no {name}"));

    /// <summary>This and everything in it.</summary>
    public IEnumerable<Yaml> All => _map.Values.Concat(_items).SelectMany(part => part.All).Prepend(this);

    public static List<Yaml> Documents(string file) => [.. Document().Split(File.ReadAllText(file)).Select(text => Parse(text, file))];

    static Yaml Parse(string text, string file)
    {
        var lines = text.Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')).Select(line => new Line(line.Length - line.TrimStart(' ').Length, line.Trim(), file)).ToList();
        var at = 0;
        var read = Block(lines, ref at, lines[0].Indent);
        return at == lines.Count ? read : throw lines[at].Wrong();
    }

    static Yaml Block(List<Line> lines, ref int at, int indent)
    {
        var block = new Yaml();
        while (at < lines.Count && lines[at].Indent == indent)
        {
            var line = lines[at];
            if (line.Text.StartsWith("- ", StringComparison.Ordinal))
            {
                var item = line with { Indent = indent + 2, Text = line.Text[2..] };
                if (Entry().IsMatch(item.Text))
                {
                    lines[at] = item;
                    block._items.Add(Block(lines, ref at, indent + 2));
                }
                else
                {
                    at++;
                    block._items.Add(Scalar(item));
                }
                continue;
            }
            if (Entry().Match(line.Text) is not { Success: true } entry) throw line.Wrong();
            at++;
            var nested = entry.Groups["value"].Value.Length == 0;
            if (nested && (at == lines.Count || lines[at].Indent <= indent)) throw line.Wrong();
            if (!block._map.TryAdd(entry.Groups["name"].Value, nested ? Block(lines, ref at, lines[at].Indent) : Scalar(line with { Text = entry.Groups["value"].Value }))) throw line.Wrong();
        }
        return block._map.Count == 0 || block._items.Count == 0 ? block : throw lines[at - 1].Wrong();
    }

    static Yaml Scalar(Line line)
    {
        if (line.Text == "{}") return new();
        if (Quoted().Match(line.Text) is { Success: true } quoted) return new() { Text = quoted.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal) };
        return Plain().IsMatch(line.Text) ? new() { Text = line.Text } : throw line.Wrong();
    }

    sealed record Line(int Indent, string Text, string File)
    {
        public AssertionException Wrong() => new($"{Path.GetFileName(File)}: this is not the YAML that deploy/ is written in: {Text}");
    }

    [GeneratedRegex("^---$\n", RegexOptions.Multiline)]
    private static partial Regex Document();

    [GeneratedRegex("^(?<name>[A-Za-z_][A-Za-z0-9_./-]*):(?: +(?<value>.+))?$")]
    private static partial Regex Entry();

    [GeneratedRegex("^\"((?:[^\"\\\\]|\\\\\")*)\"$")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Za-z0-9_/.][A-Za-z0-9_/. -]*$")]
    private static partial Regex Plain();
}
