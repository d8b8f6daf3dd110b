using System.Globalization;
using System.Text;
using Ledger.Access;
using Ledger.Host.Tests.Leaks;
using Ledger.Host.Tests.Server;
using Ledger.Intake;
using Ledger.Projections;
using Ledger.Sealing;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Shredding;

/// <summary>What lies in the files of the data folder: no personal value at any time, no key of somebody who was shredded, no trace of somebody forgotten.</summary>
public sealed class ByteSearchTests
{
    static readonly Actor Administrator = new("cli", Role.Administrator);

    readonly Marks _marks = new();
    Served _served = null!;
    int _made;

    [SetUp]
    public async Task Start() => _served = await Served.Start();

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task After_shredding_and_forgetting_nothing_of_a_person_is_in_any_file()
    {
        var user = _marks.New();
        var taken = 0;
        foreach (var line in MarkedLines.Of(_marks, user)) taken += (await Publish(line)) is null ? 1 : 0;
        Assert.That((taken, _marks.Values.Count), Is.GreaterThan((25, 40)), "few of the types were taken");
        await Publish(Lines.OptedIn(Id(), "beside", "b@example.org"));
        var token = _served.Ledger.Get<IKeyVault>().FindToken(user)!;
        var (content, evidence) = (Wrapped(token, KeyClass.Content), Wrapped(token, KeyClass.Evidence));
        var lookups = Column("SELECT lookup || token FROM tokens WHERE hex(token) = upper($owner)", token[2..]);
        var contacts = Column("SELECT lookup FROM contacts JOIN keys ON keys.id = contacts.key WHERE owner = $owner", token);
        await Folded();
        Assert.That((contacts.Count, Found(contacts)), Is.GreaterThan((0, 0)), "a contact was noted");
        Assert.That(Found([.. content, .. evidence]), Is.EqualTo(content.Count + evidence.Count), "the search must find what is there");
        Assert.That((content.Count, evidence.Count, lookups.Count), Is.GreaterThan((2, 8, 0)), "few kinds of sealed field were seen");
        Assert.That(_marks.InFolder(_served.Folder), Is.Empty, "no value in the clear, ever");

        await Destroy(user, token);
        Assert.That(await Publish(Lines.Event(Id(), user, "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""")), Is.Null);
        content.AddRange(Wrapped(token, KeyClass.Content).Where(bytes => Array.Exists(bytes, b => b != 0)));
        Assert.That(Found(content), Is.Zero, "shredded");
        Assert.That(Found(contacts), Is.Zero, "nor can anybody be found by a contact");
        Assert.That(Found(evidence), Is.EqualTo(evidence.Count), "the evidence stays");

        evidence = [.. Wrapped(token, KeyClass.Evidence)];
        Assert.That(await Publish(Lines.Event(Id(), user, "ledger.person.forgotten.v1", """{"reason":"ordered"}""")), Is.Null);
        await Folded();
        Assert.That(Found([.. content, .. evidence]), Is.Zero, "forgotten");
        Assert.That(Found(lookups), Is.Zero, "nor is the lookup there");
        Assert.That(_marks.InFolder(_served.Folder), Is.Empty);
    }

    /// <summary>Has everything reported as destroyed that any duty waits for or any system holds, and lifts every hold.</summary>
    async Task Destroy(string user, string token)
    {
        var file = (await _served.Ledger.Get<PersonFiles>().Read(token, null, null, default))!.State;
        foreach (var hold in file.Holds.Where(hold => hold.Lifted is null))
            await Publish(Lines.Event(Id(), user, "ledger.hold.lifted.v1", $$"""{"hold":"{{hold.Id}}","reason":"over"}"""));
        var waits = file.Duties.Where(duty => duty.IsOpen).SelectMany(duty => duty.Waits).Where(wait => wait.Contains('@')).Select(wait => wait.Split('@'));
        var held = file.Data.Where(data => data.Destroyed is null).Select(data => new[] { data.Category, data.System });
        foreach (var place in waits.Concat(held).Select(place => (Category: place[0], System: place[1])).Distinct())
            Assert.That(await Publish(Lines.Event(Id(), user, "ledger.data.destroyed.v1",
                $$"""{"system":"{{(place.System.Length == 0 ? "archive" : place.System)}}","categories":["{{(place.Category == "*" ? "contact" : place.Category)}}"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2026-03-02"}""")), Is.Null);
    }

    async Task<string?> Publish(string line) =>
        (await _served.Ledger.Mediator.Send(new PublishEvents([Encoding.UTF8.GetBytes(line.Replace("2025-06-02T12:00:00Z", "2026-03-02T12:00:00Z", StringComparison.Ordinal))], Administrator))).Refusal?.Code;

    Task Folded() => _served.Ledger.Get<Projector>().CatchUp(default);

    string Id() => string.Create(CultureInfo.InvariantCulture, $"byte-{_made++}");

    List<byte[]> Wrapped(string owner, KeyClass keyClass) => Column($"SELECT wrapped FROM keys WHERE owner = $owner AND class = {(int)keyClass}", owner);

    List<byte[]> Column(string sql, string owner)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_served.Folder, "data", "vault.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        using var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$owner", owner);
        using var reader = command.ExecuteReader();
        List<byte[]> values = [];
        while (reader.Read()) values.Add(reader.GetFieldValue<byte[]>(0));
        return values;
    }

    /// <summary>How many of the byte strings are in any file below the folder.</summary>
    int Found(List<byte[]> needles)
    {
        var files = Directory.GetFiles(_served.Folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0).Select(File.ReadAllBytes).ToList();
        return needles.Count(needle => files.Exists(file => file.AsSpan().IndexOf(needle) >= 0));
    }
}
