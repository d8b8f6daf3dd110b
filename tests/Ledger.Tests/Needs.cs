namespace Ledger.Tests;

/// <summary>What a test needs from the machine: without it, it is ignored with the reason on a user's machine and fails where <c>CI=true</c>.</summary>
public static class Needs
{
    /// <summary>Ends the test unless the condition holds.</summary>
    public static void Met(bool condition, string reason)
    {
        if (condition) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{reason} CI must have it.");
        Assert.Ignore(reason);
    }

    /// <summary>Ends the test unless the command is on PATH.</summary>
    public static void Command(string name) =>
        Met((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, name))), $"{name} is not on PATH.");
}
