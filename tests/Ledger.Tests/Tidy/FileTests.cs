namespace Ledger.Tests.Tidy;

/// <summary>No file grows past what can be read in one sitting.</summary>
public sealed class FileTests
{
    const int LinesMax = 300;

    /// <summary>Files that may be longer, each with its reason. An excuse that is no longer needed fails too.</summary>
    static readonly Dictionary<string, string> Excused = [];

    [Test]
    public void Files_stay_short_and_every_excuse_is_needed()
    {
        var tooLong = SourceTree.Sources("src", "projections", "tests").Where(f => SourceTree.Read(f).Count(c => c == '\n') > LinesMax);
        Assert.That(tooLong, Is.EquivalentTo(Excused.Keys));
    }

    [Test]
    public void Sources_hold_no_unfinished_business()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        var unfinished = SourceTree.Sources("src", "projections", "tests")
            .Where(f => marks.Any(m => SourceTree.Read(f).Contains(m, StringComparison.Ordinal)));
        Assert.That(unfinished, Is.Empty);
    }
}
