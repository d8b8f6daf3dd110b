using System.Diagnostics;
using System.Text.Json;
using Ledger.Host.Documents;
using Spectre.Console;

namespace Ledger.Host.Terminal;

/// <summary>What a command shows: text or tables for people (colour only on a terminal), or one JSON document per line with <c>--json</c>.</summary>
sealed class Screen(bool json)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    const int RedirectedWidth = 140;

    readonly IAnsiConsole _console = NewConsole();

    /// <summary>Whether programs read the output.</summary>
    public bool Json { get; } = json;

    /// <summary>For drawing with Spectre.Console.</summary>
    public IAnsiConsole Drawing => _console;

    /// <summary>A line for people; nothing with <c>--json</c>.</summary>
    public void Say(string line = "")
    {
        if (!Json) Console.Out.WriteLine(line);
    }

    /// <summary>A line with Spectre markup for people; nothing with <c>--json</c>.</summary>
    public void Mark(string markup)
    {
        if (!Json) _console.MarkupLine(markup);
    }

    /// <summary>A table for people; nothing with <c>--json</c>.</summary>
    public void Draw(Spectre.Console.Rendering.IRenderable drawing)
    {
        if (!Json) _console.Write(drawing);
    }

    /// <summary>A document for programs; nothing without <c>--json</c>.</summary>
    public void Show<T>(T document)
    {
        if (Json) Console.Out.WriteLine(JsonSerializer.Serialize(document, DocumentJson.Options));
    }

    /// <summary>A complaint, on the error stream: as JSON where programs read.</summary>
    public void Complain(string code, string message, string? path = null, long? line = null)
    {
        if (Json) Console.Error.WriteLine(JsonSerializer.Serialize(new { error = code, message, path, line }, DocumentJson.Options));
        else Console.Error.WriteLine($"ledger: {(line is null ? "" : $"line {line}: ")}{message}{(path is null ? "" : $" (at {path})")} [{code}]");
    }

    /// <summary>Something to know that stops nothing, on the error stream.</summary>
    public void Warn(string message)
    {
        if (Json) Console.Error.WriteLine(JsonSerializer.Serialize(new { warning = message }, DocumentJson.Options));
        else Console.Error.WriteLine($"ledger: warning: {message}");
    }

    /// <summary>Shows how far a long task is, on the error stream of a terminal, from two seconds on.</summary>
    public Progress Progress(string what) => new(what, !Json && !Console.IsErrorRedirected);

    /// <summary>Colours on a terminal alone; elsewhere plain text, wide enough that tables seldom break their lines.</summary>
    static IAnsiConsole NewConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out), Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsOutputRedirected) console.Profile.Width = RedirectedWidth;
        return console;
    }

    /// <summary>The patience of a person before progress is shown.</summary>
    internal static bool TakesLong(Stopwatch watch) => watch.Elapsed > Patience;
}

/// <summary>One line that says how far a long task is; gone when the task ends.</summary>
sealed class Progress(string what, bool visible) : IProgress<long>, IDisposable
{
    readonly Stopwatch _watch = Stopwatch.StartNew();
    TimeSpan _shown;

    /// <summary>How many units are done, of how many where that is known.</summary>
    public void Report(long done, long? of = null)
    {
        if (!visible || !Screen.TakesLong(_watch) || _watch.Elapsed - _shown < TimeSpan.FromMilliseconds(200)) return;
        _shown = _watch.Elapsed;
        var share = of is > 0 ? $" of {of:N0} ({100.0 * done / of:F0} %)" : "";
        Console.Error.Write($"\r{what}: {done:N0}{share}, {done / _watch.Elapsed.TotalSeconds:N0}/s\u001b[K");
    }

    /// <inheritdoc/>
    void IProgress<long>.Report(long value) => Report(value);

    public void Dispose()
    {
        if (_shown > TimeSpan.Zero) Console.Error.Write("\r\u001b[K");
    }
}
