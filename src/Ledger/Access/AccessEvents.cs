using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Access;

/// <summary>What happens to the rights of those who work with personal data (policy 2.3).</summary>
public abstract record AccessEvent : IEventData;

/// <summary>Somebody was given access.</summary>
/// <param name="Actor">Who, as the ledger knows them.</param>
/// <param name="Role">In what role.</param>
/// <param name="Ground">The order or contract it rests on.</param>
/// <param name="Systems">To which systems; empty means all.</param>
public sealed record AccessGranted(string Actor, string Role, [Text(256)] string Ground, IReadOnlyList<string> Systems) : AccessEvent;

/// <summary>Somebody's access was taken away.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record AccessRevoked(string Actor, [Text(256)] string Reason) : AccessEvent;

/// <summary>What was read: an event of the viewer's stream, the access journal (152-FZ 19(2)(8)).</summary>
public abstract record ViewEvent : IEventData;

/// <summary>A person's record was read.</summary>
/// <param name="What">What was read, for example <c>file</c>, <c>receipt</c>.</param>
/// <param name="Reason">Why, sealed under the viewed person's content key.</param>
public sealed record RecordViewed(string What, [Sealed(KeyClass.Content, KeyName.ViewReasonCategory)] PersonalValue? Reason = null) : ViewEvent;

/// <summary>A report left the ledger. An export is a copy, so who took it is on record.</summary>
/// <param name="Report">What report, for example <c>bundle</c>.</param>
/// <param name="Format">In what format.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="Known">Index of the newest event the answer was taken at; -1 in an empty ledger.</param>
/// <param name="Manifest">SHA-256 of its manifest.</param>
/// <param name="Inquiry">The inquiry it answers.</param>
/// <param name="Ground">Why, where it is about no single person: a short code, for example the number of an order, since it stands in the clear.</param>
/// <param name="Reason">Why, sealed under the content key of the person it is about.</param>
public sealed record ReportExported(
    string Report, string Format, long Events, long Known, [Sha256] string? Manifest = null, string? Inquiry = null, string? Ground = null,
    [Sealed(KeyClass.Content, KeyName.ViewReasonCategory)] PersonalValue? Reason = null) : ViewEvent;
