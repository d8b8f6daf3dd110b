namespace Ledger.Host.Tests.SameStory;

[TestFixture(ToItsEnd)]
[TestFixture(UntilToday)]
public sealed class SameStoryOnPostgresTests(string tale) : SameStoryContract(tale)
{
    internal override Task<PostgresSettings> Fresh() => TestProfile.NewPostgres();
}
