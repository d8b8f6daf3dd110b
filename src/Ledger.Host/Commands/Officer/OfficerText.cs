namespace Ledger.Host.Commands.Officer;

/// <summary>
/// Texts on the command line. Personal ones need not stand there, where everybody on the machine can read them: <c>@FILE</c> is the text of a file, and
/// <c>-</c> that of standard input.
/// </summary>
static class OfficerText
{
    const int LengthMax = 64 << 10;

    /// <summary>The text that is meant; null for none.</summary>
    public static string? Of(string? given) => given switch
    {
        null => null,
        "-" => Console.In.ReadToEnd().Trim(),
        ['@', _, ..] => Read(given[1..]).Trim(),
        _ => given,
    };

    /// <summary>The texts that are meant: of a file each line is one.</summary>
    public static IReadOnlyList<string> Each(string[]? given) =>
        [.. (given ?? []).SelectMany(text => text is "-" or ['@', _, ..] ? Of(text)!.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text])];

    static string Read(string file)
    {
        if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        return new FileInfo(file).Length <= LengthMax ? File.ReadAllText(file) : throw new InputException($"{file} is no text of an option: it is longer than {LengthMax} bytes.");
    }
}
