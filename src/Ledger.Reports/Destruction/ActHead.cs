namespace Ledger.Reports;

/// <summary>What an act of destruction, or an export of the log, says beside its lines.</summary>
/// <param name="Reference">The act's reference.</param>
/// <param name="IssuedOn">Local date on which the document is made.</param>
/// <param name="Operator">The operator (а).</param>
/// <param name="Processors">Processors named by the reports (б).</param>
/// <param name="Performers">Everybody who destroyed data (г).</param>
/// <param name="Reports">How many reports of destruction it rests on.</param>
/// <param name="Persons">How many persons it is about.</param>
/// <param name="First">Earliest date of destruction.</param>
/// <param name="Last">Latest date of destruction (к).</param>
/// <param name="Systems">Names of the systems of automated processing (ж).</param>
/// <param name="Reasons">Reasons in words, each once (и).</param>
/// <param name="Methods">Methods in words, each once (з).</param>
/// <param name="WithMedia">Whether any of it was processed without automation.</param>
/// <param name="KeptUntil">The last local day on which the document must be kept (p. 8).</param>
/// <param name="Origin">The ledger's name.</param>
/// <param name="Known">The newest index of the ledger that was read.</param>
/// <param name="Missing">What the reports did not say.</param>
/// <param name="IsExtract">Whether it is about one of the act's persons alone.</param>
public sealed record ActHead(
    string Reference, DateOnly IssuedOn, ActParty Operator, IReadOnlyList<ActParty> Processors, IReadOnlyList<ActPerformer> Performers, long Reports,
    long Persons, DateOnly First, DateOnly Last, IReadOnlyList<string> Systems, IReadOnlyList<string> Reasons, IReadOnlyList<string> Methods, bool WithMedia,
    DateOnly KeptUntil, string Origin, long Known, IReadOnlyList<MissingItem> Missing, bool IsExtract = false);

/// <summary>An item of Order RKN 179 that some reports did not give.</summary>
/// <param name="What">Which.</param>
/// <param name="Reports">How many reports lack it.</param>
public sealed record MissingItem(ActGap What, long Reports);

/// <summary>What a report of destruction can lack.</summary>
public enum ActGap
{
    /// <summary>Who destroyed the data (г).</summary>
    Performers,

    /// <summary>The material media, where processing was not automated (е).</summary>
    Media,

    /// <summary>The system is not registered, so that its name is not known (ж).</summary>
    SystemName,

    /// <summary>The processor is not registered (б).</summary>
    ProcessorName,

    /// <summary>The processor's address (б).</summary>
    ProcessorAddress,

    /// <summary>No policy edition names the category (д).</summary>
    CategoryName,

    /// <summary>The person's identity was destroyed when its term ended (в).</summary>
    Subject,
}
