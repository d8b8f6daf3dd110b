using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host;

/// <summary>Who answers the requests that read registers.</summary>
static class RegisterComposition
{
    public static IServiceCollection AddRegisters(this IServiceCollection services) => services
        .List<ListDisclosures, DisclosureRow>().List<ListDuties, DutyRow>().List<ListNotices, NoticeRow>().List<ListFindings, FindingRow>().List<ListIncidents, IncidentRow>()
        .List<ListEditions, EditionRow>().List<ListRecipients, RecipientRow>().List<ListSystems, SystemRow>().List<ListAccess, AccessRow>()
        .List<ListDestructions, DestructionRow>().List<ListActs, ActRow>().List<ListOperator, OperatorRow>()
        .List<ListReadings, ReadingRow>().List<ListDays, DailyRow>().List<ListHolds, HoldRow>()
        .AddSingleton<RetentionSchedule>().AddSingleton<IRequestHandler<ListRetention, Outcome<Page<RetentionRow>>>>(p => p.GetRequiredService<RetentionSchedule>())
        .AddSingleton<RetentionStep>().AddSingleton<IRequestHandler<RunRetention, Outcome<RetentionRun>>>(p => p.GetRequiredService<RetentionStep>())
        .AddSingleton<IRequestHandler<Letters.MakeRecipientLetter, Outcome<Letters.MadeLetter>>, Letters.MakeRecipientLetterHandler>()
        .AddSingleton<IRequestHandler<ListCheckpoints, Outcome<CheckpointList>>, ListCheckpointsHandler>()
        .AddSingleton<IRequestHandler<VerifyLog, Outcome<VerifiedLog>>, VerifyLogHandler>()
        .AddSingleton<IRequestHandler<SeeToday, Outcome<TodayPicture>>, SeeTodayHandler>()
        .AddSingleton<PreviewDesk>().AddSingleton<IRequestHandler<PreviewEvents, Outcome<EventsPreview>>, PreviewEventsHandler>()
        .AddSingleton<IRequestHandler<ReadRegisters, Outcome<OperatorRegisters>>, ReadRegistersHandler>()
        .AddSingleton<IRequestHandler<CountConsents, Outcome<ConsentCounts>>, CountConsentsHandler>()
        .AddSingleton<IRequestHandler<ViewIncident, Outcome<Answer<IncidentRow>>>, ViewIncidentHandler>()
        .AddSingleton<IRequestHandler<Web.Cases.TellEvents, Outcome<IReadOnlyList<Web.Cases.ToldEvent>>>, Web.Cases.TellEventsHandler>()
        .AddSingleton<IRequestHandler<Web.Cases.FollowInquiry, Outcome<Web.Cases.InquiryCourse>>, Web.Cases.FollowInquiryHandler>()
        .AddSingleton<IRequestHandler<Web.Work.FindHolds, Outcome<IReadOnlyList<HoldRow>>>, Web.Work.FindHoldsHandler>()
        .AddSingleton<IRequestHandler<ListViewers, Outcome<IReadOnlyList<string>>>, ListViewersHandler>()
        .AddSingleton<IRequestHandler<ViewFinding, Outcome<Answer<FindingRow>>>, ViewFindingHandler>()
        .AddSingleton<IRequestHandler<ListInquiries, Outcome<Page<InquiryRow>>>, InquiriesHandler>()
        .AddSingleton<IRequestHandler<ViewInquiry, Outcome<Answer<InquiryRow>>>, InquiriesHandler>();

    static IServiceCollection List<TRequest, TRow>(this IServiceCollection services) where TRequest : ListRows<TRow> where TRow : class, IRow =>
        services.AddSingleton<IRequestHandler<TRequest, Outcome<Page<TRow>>>, ListRowsHandler<TRequest, TRow>>();
}
