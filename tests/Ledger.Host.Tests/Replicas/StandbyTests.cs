using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Ledger.Host.Terminal;
using Ledger.Law;
using Ledger.Intake;
using Ledger.Access;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Replicas;

/// <summary>A replica that takes over while the one before it is not quite done yet.</summary>
public sealed class StandbyTests
{
    [Test]
    public async Task Read_models_that_are_folded_on_elsewhere_are_no_reason_to_give_up()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-standby-");
        try
        {
            var settings = new Settings(folder.FullName, "ledger.test/standby", new("cli", Role.Administrator), LegalClock.Moscow, PublishingRules.Default)
            {
                Postgres = await TestProfile.NewPostgres(), Server = new() { Urls = "http://127.0.0.1:0" },
            };
            var opened = 0;
            await using var door = new FrontDoor(settings.Server);
            await using var ledger = await Standby.Until(() => ++opened <= 2 ? throw new RowsOvertakenException() : EmbeddedLedger.Open(settings, TimeProvider.System, Randomness.System, default),
                door, settings, TimeProvider.System, new Screen(json: true), default);
            Assert.That(opened, Is.EqualTo(3));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
