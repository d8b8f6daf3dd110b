using System.Buffers.Binary;
using System.Text;

namespace Ledger.Host.Tests.Faults;

/// <summary>A data folder that cannot be used: a clear error, and the folder is left as it was.</summary>
public sealed class DataFolderTests
{
    Workspace place = null!;

    [SetUp]
    public void Fresh() => place = new();

    [TearDown]
    public void Gone() => place.Dispose();

    [TestCase("publish", "-")]
    [TestCase("check")]
    [TestCase("key")]
    [TestCase("rebuild")]
    public void In_use_by_another_process_it_is_refused_and_left_alone(params string[] arguments)
    {
        using var holder = place.Start("publish", "-", "--receipts", "--json");
        holder.Input.Write(Encoding.UTF8.GetBytes(string.Concat(Lines.Many("h", 500).Select(l => l + "\n"))));
        holder.Input.Flush();
        holder.WaitForLines(500);
        Thread.Sleep(200);   // until what follows a batch is on the disk too
        var before = place.Fingerprint();
        var ran = place.RunWith(Encoding.UTF8.GetBytes(Lines.Registered("h-x", "xavier")), [.. arguments]).Fails(3, "in use", "[store-in-use]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before), ran.Said);
        holder.CloseInput();
        holder.Wait().Exits(0);
        place.Check();
    }

    [TestCase("format", 2)]
    [TestCase("journal.db", 3)]
    [TestCase("vault.db", 3)]
    [TestCase("checkpoints.db", 2)]
    public void Of_a_newer_format_it_is_refused_and_left_alone(string file, int newer)
    {
        place.Publish(Lines.Registered("n-1", "one"));
        var path = Path.Combine(place.Data, file);
        if (file == "format") File.WriteAllText(path, $"ledger {newer}\n");
        else Change(path, bytes => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), newer));   // user_version, SQLite file format 1.3
        var before = place.Fingerprint();
        foreach (var arguments in (string[][])[["publish", "-"], ["check"], ["key"], ["rebuild"], ["export", "--out", place.At("x.zip")]])
            place.RunWith(Encoding.UTF8.GetBytes(Lines.Registered("n-2", "two")), arguments).Fails(3, $"format {newer}", "[store-newer-format]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before));
    }

    [TestCase("publish", "-")]
    [TestCase("check")]
    [TestCase("key")]
    public void Read_only_it_is_refused_and_left_alone(params string[] arguments)
    {
        place.Publish(Lines.Registered("r-1", "one"));
        using var readOnly = Mount.Bind(place.Data, "ro");
        var before = place.Fingerprint();
        place.RunWith(Encoding.UTF8.GetBytes(Lines.Registered("r-2", "two")), [.. arguments]).Fails(3, "cannot be", "[store-read-only]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public void A_folder_with_other_files_is_no_ledger()
    {
        Directory.CreateDirectory(place.Data);
        File.WriteAllText(Path.Combine(place.Data, "thesis.txt"), "mine");
        var before = place.Fingerprint();
        place.RunWith(Encoding.UTF8.GetBytes(Lines.Registered("f-1", "one")), "publish", "-").Fails(3, "[store-not-a-ledger]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before));
    }

    [TestCase("journal.db")]
    [TestCase("vault.db")]
    public void A_file_cut_short_is_refused_and_left_alone(string file)
    {
        place.Publish(Lines.Many("c", 300));
        var path = Path.Combine(place.Data, file);
        using (var stream = File.OpenWrite(path)) stream.SetLength(stream.Length / 2);
        var before = place.Fingerprint();
        place.Run("check").Fails(3, file, "[store-damaged]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public void The_master_key_gone_or_another_is_refused_and_left_alone()
    {
        place.Publish(Lines.Registered("k-1", "one"));
        var master = Path.Combine(place.Data, "master.key");
        var kept = File.ReadAllText(master);
        File.Delete(master);
        var before = place.Fingerprint();
        place.Run("check").Fails(3, "[master-key-missing]");
        Assert.That(place.Fingerprint(), Is.EqualTo(before));
        File.WriteAllText(master, Convert.ToBase64String(new byte[32]) + "\n");
        place.Run("check").Fails(3, "[master-key-wrong]");
        File.WriteAllText(master, kept);
        place.Check();
    }

    [Test]
    [Platform("Linux")]
    public void The_folder_and_the_master_key_are_the_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;   // for the analyser: the test runs on Linux alone
        place.Publish(Lines.Registered("o-1", "one"));
        Assert.That(File.GetUnixFileMode(place.Data), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(File.GetUnixFileMode(Path.Combine(place.Data, "master.key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    static void Change(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }
}
