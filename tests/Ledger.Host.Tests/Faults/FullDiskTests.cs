using System.Text;

namespace Ledger.Host.Tests.Faults;

/// <summary>A disk that is full: said plainly, nothing acknowledged is lost, and with more room it goes on.</summary>
public sealed class FullDiskTests
{
    [Test]
    public void Publishing_until_the_disk_is_full_loses_nothing_and_goes_on_when_there_is_room()
    {
        using var place = new Workspace();
        using var disk = Mount.Disk(place.At("disk"), "8m");
        place.Environment["LEDGER_DATA"] = place.At("disk", "data");
        string[] lines = [.. Lines.Many("full", 40_000)];
        var input = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
        var ran = place.RunWith(input, "publish", "-", "--receipts", "--json").Fails(3, "store-full", "space");
        var acknowledged = PrintedReceipt.In(ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.That(acknowledged, Has.Length.GreaterThan(500));
        var again = place.RunWith(input, "publish", "-");
        Assert.That(again.ExitCode, Is.EqualTo(3), again.Said);
        disk.Remount("size=400m");
        place.Check();
        ExportedJournal.Of(place).Holds(acknowledged);
        place.RunWith(input, "publish", "-").Exits(0);
        Assert.That(ExportedJournal.Of(place).Ids, Is.EqualTo(lines.Select((_, n) => $"full-{n:D5}")));
        place.Check();
    }
}
