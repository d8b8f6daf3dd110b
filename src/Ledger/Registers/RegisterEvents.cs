using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Registers;

/// <summary>What happens to the operator's registers of recipients and systems.</summary>
public abstract record RegisterEvent : IEventData;

/// <summary>Who the operator is, as acts and reports name it (152-FZ 9(4)(3), 14(7)(4); Order RKN 179, item а); the same again says what has changed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Inn">Its taxpayer number.</param>
/// <param name="Ogrn">Its state registration number.</param>
/// <param name="RegistryNumber">Its number in the regulator's register of operators (152-FZ 22).</param>
/// <param name="Contact">Who answers persons: an office, or the officer responsible (152-FZ 22.1).</param>
/// <param name="Email">The e-mail address for persons.</param>
/// <param name="Phone">The telephone number for persons.</param>
public sealed record OperatorRegistered(
    [Text(256)] string Name, [Text(512)] string Address, string? Inn = null, string? Ogrn = null, string? RegistryNumber = null,
    [Text(256)] string? Contact = null, [Text(254)] string? Email = null, [Text(64)] string? Phone = null) : RegisterEvent;

/// <summary>What a recipient is.</summary>
public enum RecipientKind
{
    /// <summary>A state body.</summary>
    StateBody,

    /// <summary>A processor acting on the operator's instruction (152-FZ 6(3)).</summary>
    Processor,

    /// <summary>A partner whose service the person uses.</summary>
    Partner,

    /// <summary>A customer for whom the operator only processes.</summary>
    Customer,

    /// <summary>Another organisation.</summary>
    Organisation,

    /// <summary>Anybody: an indefinite circle.</summary>
    Public,
}

/// <summary>A third party became known to the operator; the same id again says what has changed.</summary>
/// <param name="Recipient">Identifies it in events.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Country">Where it is.</param>
/// <param name="Inn">Its taxpayer number.</param>
/// <param name="Address">Its address.</param>
/// <param name="Instruction">The instruction it processes under (152-FZ 6(3)).</param>
public sealed record RecipientRegistered(
    string Recipient, [Text(256)] string Name, RecipientKind Kind, [Country] string Country, string? Inn = null, [Text(512)] string? Address = null,
    string? Instruction = null) : RegisterEvent;

/// <summary>A system that holds personal data went into use; the same id again says what has changed.</summary>
/// <param name="System">Identifies it in events.</param>
/// <param name="Name">Its name, as an act of destruction shows it.</param>
/// <param name="Country">Where its database is (policy 3.1; 152-FZ 18(5)).</param>
/// <param name="Automated">Whether it processes by automation.</param>
/// <param name="Services">The services it serves; empty means all.</param>
/// <param name="Categories">The categories it holds; empty means all.</param>
/// <param name="CopiesOf">The systems whose data it holds a copy of: a replica, a warehouse, a backup. What is gathered there must be destroyed here too.</param>
public sealed record SystemRegistered(
    string System, [Text(256)] string Name, [Country] string Country, bool Automated, IReadOnlyList<string> Services, IReadOnlyList<string> Categories,
    IReadOnlyList<string>? CopiesOf = null) : RegisterEvent;

/// <summary>A system went out of use.</summary>
/// <param name="System">Which system.</param>
/// <param name="Reason">Why.</param>
public sealed record SystemRetired(string System, [Text(512)] string Reason) : RegisterEvent;

/// <summary>What a recipient was told.</summary>
public enum NoticeAbout
{
    /// <summary>The data was corrected (152-FZ 20(3)).</summary>
    Rectification,

    /// <summary>The data was destroyed (152-FZ 20(3)).</summary>
    Destruction,

    /// <summary>Consent was withdrawn, or processing must stop.</summary>
    Withdrawal,

    /// <summary>The data is blocked.</summary>
    Blocking,
}

/// <summary>A recipient was told that the person's data was corrected or is gone (152-FZ 20(3); GDPR 19).</summary>
/// <param name="Recipient">Who was told.</param>
/// <param name="About">What.</param>
/// <param name="Method">How.</param>
/// <param name="Acknowledged">Whether the recipient confirmed it.</param>
/// <param name="Acknowledgement">SHA-256 of the recipient's signed acknowledgement, where there is one.</param>
/// <param name="Cause">Index of the event the recipient was told of; without it, of everything the recipient was still to be told of this person.</param>
public sealed record RecipientNotified(
    string Recipient, NoticeAbout About, string Method, bool Acknowledged,
    [Sha256, Sealed(KeyClass.Evidence, "notice")] PersonalValue? Acknowledgement = null, long? Cause = null) : PersonEvent;
