namespace Ledger.Host.Web.Persons;

/// <summary>What the pages of persons are made with.</summary>
static class PersonPages
{
    public static IServiceCollection AddPersonPages(this IServiceCollection services) => services.AddSingleton<Timeline>();
}
