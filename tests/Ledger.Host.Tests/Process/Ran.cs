using System.Text.Json;

namespace Ledger.Host.Tests;

/// <summary>What a run came to.</summary>
sealed record Ran(int ExitCode, string Output, string Errors)
{
    /// <summary>Everything it said, for messages.</summary>
    public string Said => $"exit {ExitCode}\n{Output}\n{Errors}";

    /// <summary>The documents it wrote with <c>--json</c>, one a line.</summary>
    public IReadOnlyList<JsonElement> Documents => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>The one complaint it wrote with <c>--json</c>.</summary>
    public JsonElement Complaint => Parse(Errors.Trim());

    /// <summary>Insists on the exit code.</summary>
    public Ran Exits(int code)
    {
        Assert.That(ExitCode, Is.EqualTo(code), Said);
        return this;
    }

    /// <summary>Insists on the exit code and on a complaint that holds each of the words; never on a stack trace.</summary>
    public Ran Fails(int code, params string[] words)
    {
        Exits(code);
        using (Assert.EnterMultipleScope())
        {
            foreach (var word in words) Assert.That(Errors, Does.Contain(word), Said);
            Assert.That(Errors, Does.Not.Contain("   at "), "a stack trace is no message");
            Assert.That(Errors.Trim(), Is.Not.Empty);
        }
        return this;
    }

    static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
