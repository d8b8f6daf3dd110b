using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Host.Tests.Serve;
using Ledger.Tests;

namespace Ledger.Host.Tests.Readme;

/// <summary>The curl lines of the README, run by bash as they are printed, in the order they are printed; only where the server is and its key are put in.</summary>
public sealed partial class CurlTests
{
    const string Where = "export LEDGER_SERVER=http://127.0.0.1:8080 LEDGER_API_KEY=ledger_...";

    static string Block { get; } = Sh().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups[1].Value)
        .Single(block => block.Contains(Where, StringComparison.Ordinal));

    /// <summary>Each command with its continuation lines.</summary>
    static string[] Curls { get; } = [.. Curl().Matches(Block).Select(m => m.Value.Trim())];

    Workspace place = null!;
    ServingProcess server = null!;

    [OneTimeSetUp]
    public void A_first_start()
    {
        Needs.Command("bash");
        Needs.Command("curl");
        place = new();
        Directory.CreateDirectory(place.At("deploy", "policies"));
        File.Copy(Path.Combine(Repository.Root, "deploy", "policies", "x-keeper-2025.json"), place.At("deploy", "policies", "x-keeper-2025.json"));
        server = ServingProcess.Start(place);
    }

    [OneTimeTearDown]
    public void Gone()
    {
        server.Dispose();
        place.Dispose();
    }

    [Test]
    public void They_work_as_printed_and_publishing_the_same_again_changes_nothing()
    {
        Assert.That(Curls, Has.Length.EqualTo(9), "the block is read as it is meant");
        var published = Curls[..3].Select(c => Receipts(Bash(c))).ToArray();
        Assert.That(published.Select(p => p.Length), Is.EqualTo((int[])[1, 1, 2]));
        Assert.That(published.SelectMany(p => p).Select(r => r.Duplicate), Has.All.False);
        Assert.That(Curls[..3].SelectMany(c => Receipts(Bash(c))), Is.EqualTo(published.SelectMany(p => p).Select(r => r with { Duplicate = true })));

        Assert.That(Parsed(Bash(Curls[3])).GetProperty("allowed").GetBoolean(), Is.True);
        Assert.That(Parsed(Bash(Curls[4])).GetProperty("events").GetArrayLength(), Is.EqualTo(3));
        Assert.That(FirstEvent(Curls[5]), Is.EqualTo("event: ledger.messaging.opted-out.v1"));
        Bash(Curls[6]);
        Bash(Curls[7]);
        Assert.That(Bash(Curls[8]), Does.Contain("ledger_"));
        server.Stop().Exits(0);
        place.Run("verify", place.At("trail.zip"), "--key", $"@{place.At("ledger.vkey")}").Exits(0);
        Assert.That(ExportedJournal.Of(place).Ids, Is.EqualTo((string[])["policy-x-keeper-2025", "reg-7c1f", "set-7c20", "set-7c21"]));
    }

    string Bash(string command)
    {
        using var bash = Begin(command);
        var (said, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        Assert.That(bash.WaitForExit(Workspace.Patience), Is.True, command);
        Assert.That(bash.ExitCode, Is.Zero, $"{command}\n{said.Result}\n{errors.Result}");
        return said.Result;
    }

    /// <summary>The feed never ends: it is read until its first event and then left.</summary>
    string? FirstEvent(string command)
    {
        using var bash = Begin($"exec {command}");
        try
        {
            var reading = Task.Run(() =>
            {
                while (bash.StandardOutput.ReadLine() is { } line)
                    if (line.StartsWith("event: ", StringComparison.Ordinal) && line != "event: position") return line;
                return null;
            });
            Assert.That(reading.Wait(TimeSpan.FromSeconds(20)), Is.True, "nothing came");
            return reading.Result;
        }
        finally
        {
            bash.Kill();
        }
    }

    Process Begin(string command)
    {
        var here = Where.Replace("http://127.0.0.1:8080", server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal).Replace("ledger_...", server.Key, StringComparison.Ordinal);
        var rest = Block.Split('\n').Single(l => l.StartsWith("auth=", StringComparison.Ordinal));
        return Process.Start(new ProcessStartInfo("bash", ["-c", $"{here}\n{rest}\n{command}"])
        {
            WorkingDirectory = place.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    static PrintedReceipt[] Receipts(string answer) =>
        [.. PrintedReceipt.In(Parsed(answer).GetProperty("receipts").EnumerateArray().Select(r => r.GetRawText()))];

    static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sh();

    [GeneratedRegex(@"^curl .*?(?=^curl |^ledger |^#|\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Curl();
}
