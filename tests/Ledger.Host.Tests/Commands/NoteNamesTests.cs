using Ledger.Host.Sheets;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Commands;

public sealed class NoteNamesTests
{
    [Test]
    public void Events_recorded_during_an_export_are_not_said_to_be_left_out_of_the_answer()
    {
        var counted = NoteNames.Of(new BundleNote("events-left-out", 3, "Events were recorded while the export was made, and are not in it."));
        var plain = NoteNames.Of(new BundleNote("events-left-out", null, "An export cannot show that no event was left out of it."));
        Assert.That(counted.En, Does.StartWith("3: Events were recorded"));
        Assert.That(counted.Ru, Does.StartWith("3: События записаны"));
        Assert.That(plain.Ru, Does.StartWith("Выгрузка не может показать"));
    }
}
