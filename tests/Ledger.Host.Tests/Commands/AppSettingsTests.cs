using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Commands;

/// <summary>Settings from appsettings.json of the working directory: section <c>Ledger</c>, names without underscores; the environment outdoes it.</summary>
public sealed class AppSettingsTests
{
    Workspace place = null!;

    [SetUp]
    public void Fresh()
    {
        place = new() { Fresh = true };   // a settings file is read once
        place.Environment.Remove("LEDGER_DATA");
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void A_file_says_where_the_ledger_is_how_it_is_named_and_where_it_listens()
    {
        var port = ServingProcess.FreePort();
        place.Write("appsettings.json", $$"""{"Ledger": {"Data": "{{place.At("filed")}}", "Origin": "ledger.example/filed", "Urls": "http://127.0.0.1:{{port}}" } }""");
        var process = place.Start("serve");
        process.WaitForLines(3);
        Assert.That(process.Lines, Has.Some.EqualTo($"listening on http://127.0.0.1:{port}"));
        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
        process.Wait().Exits(0);
        Assert.That(place.Run("key").Exits(0).Output, Does.StartWith("ledger.example/filed+"));
        Assert.That(File.Exists(place.At("filed", "journal.db")), Is.True);
    }

    [Test]
    public void The_environment_outdoes_the_file_and_an_option_both()
    {
        place.Write("appsettings.json", $$"""{"Ledger": {"Data": "{{place.At("filed")}}" } }""");
        place.Environment["LEDGER_DATA"] = place.At("named");
        place.Run("check").Fails(2, place.At("named"));
        place.Run("check", "--data", place.At("given")).Fails(2, place.At("given"));
    }

    [TestCase("""{"Ledger": {"SkewSeconds": "soon"}}""", "LEDGER_SKEW_SECONDS")]
    [TestCase("""{"Ledger": {"BodyBytesMax": "2 MiB"}}""", "LEDGER_BODY_BYTES_MAX")]
    [TestCase("{", "appsettings.json")]
    public void What_cannot_be_used_in_it_is_named(string file, string said)
    {
        place.Write("appsettings.json", file);
        place.Run("check").Fails(2, said);
    }
}
