using Ledger.Destruction;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Commands;

/// <summary>ledger retention, hold and holds, on a data folder and through a server.</summary>
public sealed class RetentionCommandTests
{
    Workspace _place = null!;

    [SetUp]
    public void A_ledger()
    {
        _place = new();
        _place.Publish(Lines.Collected("k-1", "u-1"), Lines.Event("c-1", "u-2", "ledger.consent.given.v1",
            """{"consent":"c-1","purposes":["contact"],"categories":["contact"],"edition":"1","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","validUntil":"2025-08-01T00:00:00Z"}"""));
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void A_hold_is_placed_listed_and_lifted()
    {
        _place.Run("hold", "place", "u-1", "--hold", "h-1", "--ground", "court", "--category", "contact", "--document", "ruling 7").Exits(0);
        var listed = _place.Run("holds", "--json").Exits(0).Documents.Single();
        Assert.That((listed.GetProperty("hold").GetString(), listed.GetProperty("ground").GetString(), listed.GetProperty("by").GetString()), Is.EqualTo(("h-1", "court", "cli")));
        Assert.That(listed.GetProperty("person").GetProperty("id").GetString(), Is.EqualTo("u-1"));
        _place.Run("hold", "place", "u-1", "--hold", "h-1", "--ground", "court").Fails(2, PersonErasure.HoldExists);
        _place.Run("hold", "place", "u-1", "--hold", "h-2", "--ground", "whim").Fails(2, "--ground");
        _place.Run("hold", "place", "nobody", "--hold", "h-1", "--ground", "law").Fails(2, Refusals.PersonUnknown);
        _place.Run("hold", "lift", "u-1", "--hold", "h-1", "--reason", "over").Exits(0);
        _place.Run("hold", "lift", "u-1", "--hold", "h-1", "--reason", "over").Fails(2, PersonErasure.HoldUnknown);
        Assert.That(_place.Run("holds", "--json").Exits(0).Documents, Is.Empty);
        Assert.That(_place.Run("holds", "--all").Exits(0).Output, Does.Contain("lifted"));
        _place.Check();
    }

    [Test]
    public void What_falls_due_is_listed_and_its_end_recorded_once()
    {
        Assert.That(_place.Run("retention").Exits(0).Output, Does.Contain("2025-07-31").Or.Contain("2025-08-01").And.Contain("end of a consent").And.Contain("u-2"));
        Assert.That(_place.Run("retention", "--before", "2025-07-01", "--json").Exits(0).Documents, Is.Empty);
        var run = _place.Run("retention", "--apply", "--json").Exits(0).Documents.Single();
        Assert.That((run.GetProperty("consentsExpired").GetInt64(), run.GetProperty("more").GetBoolean()), Is.EqualTo((1L, false)));
        Assert.That(_place.Run("retention", "--apply").Exits(0).Output, Does.Contain("0 consents expired"));
        _place.Check();
    }

    [Test]
    public void Through_a_server_it_is_the_same()
    {
        using var server = ServingProcess.Start(_place);
        _place.Environment["LEDGER_API_KEY"] = server.Key!;
        string[] through = ["--server", server.Address.ToString()];
        _place.Run(["hold", "place", "u-1", "--hold", "h-1", "--ground", "claim", .. through]).Exits(0);
        Assert.That(_place.Run(["holds", "--json", .. through]).Exits(0).Documents.Single().GetProperty("ground").GetString(), Is.EqualTo("claim"));
        Assert.That(_place.Run(["retention", "--apply", "--json", .. through]).Exits(0).Documents.Single().GetProperty("more").GetBoolean(), Is.False);
        _place.Run(["hold", "lift", "u-1", "--hold", "h-1", "--reason", "over", .. through]).Exits(0);
        server.Stop().Exits(0);
    }
}
