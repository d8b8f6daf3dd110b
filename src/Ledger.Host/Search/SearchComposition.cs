using Ledger.Projections;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>Who finds persons and names them.</summary>
static class SearchComposition
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<Access.Readings>()
        .AddSingleton<IRequestHandler<FindPerson, Outcome<FoundPersons>>, FindPersonHandler>()
        .AddSingleton<IRequestHandler<NamePerson, Outcome<string>>, NamePersonHandler>()
        .AddSingleton<PersonInquiries>().AddSingleton<IRequestHandler<ListPersonInquiries, Outcome<IReadOnlyList<InquiryRow>>>, ListPersonInquiriesHandler>()
        .AddSingleton<IRequestHandler<ViewInquirer, Outcome<IReadOnlyList<InquiryRow>>>, ViewInquirerHandler>();
}
