using System.ComponentModel.DataAnnotations;
using GovLiaison.Ladder;
using GovLiaison.Web.Data;
using Microsoft.Data.Sqlite;
using Quartz;

namespace GovLiaison.Web.Scheduling;

/// <summary>Where the schedules are kept; section <c>Scheduling</c>.</summary>
public sealed class SchedulingOptions
{
    public const string Section = "Scheduling";

    /// <summary>Folder of <c>schedules.db</c>, one for each process with the role schedules. Default <c>data</c>; a missing folder is made.</summary>
    [Required(ErrorMessage = "Scheduling:Folder is missing.")]
    public string Folder { get; set; } = "data";
}

/// <summary>Quartz, persistent, in a file of its own on SQLite: it wakes services and holds no due time of ours.</summary>
public static class SchedulingSetup
{
    public static IServiceCollection AddSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = DatabaseSetup.Read<SchedulingOptions>(configuration, SchedulingOptions.Section).Folder;
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "schedules.db") }.ConnectionString;
        services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(connection);
                store.ProvisionSchema();
            });
            Schedules.Declare(quartz);
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}

/// <summary>Every schedule of the process.</summary>
public static class Schedules
{
    public static void Declare(IQuartzBuilder quartz)
    {
        quartz.ScheduleJob<LadderTickJob>(
            trigger => trigger.WithIdentity("ladder-every-5-seconds").StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()),
            job => job.WithIdentity("ladder").DisallowConcurrentExecution());
    }
}

public sealed class LadderTickJob(LadderService ladder, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await ladder.TickAsync(clock.GetUtcNow().UtcDateTime, cancellationToken);
}
