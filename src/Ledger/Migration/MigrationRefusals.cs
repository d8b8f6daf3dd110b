namespace Ledger.Migration;

/// <summary>Why a ledger was not moved to another engine: stable codes.</summary>
public static class MigrationRefusals
{
    /// <summary>The place to move to holds a ledger already, and no half-done migration.</summary>
    public const string TargetTaken = "migration-target-taken";

    /// <summary>The place to move to holds a half-done migration of another ledger, or of another state of this one.</summary>
    public const string TargetDiffers = "migration-target-differs";

    /// <summary>What was copied is not what was there.</summary>
    public const string CopyDiffers = "migration-copy-differs";

    /// <summary>There is nothing to move: no event was ever recorded in the source.</summary>
    public const string SourceEmpty = "migration-source-empty";

    /// <summary>The source has moved already, to another place than this target.</summary>
    public const string Done = "migration-done";

    /// <summary>The key vault of the target is that of the source.</summary>
    public const string SameVault = "migration-same-vault";
}
