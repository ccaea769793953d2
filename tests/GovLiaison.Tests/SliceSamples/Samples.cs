// Types that break the slice order on purpose, each in another way, so that the rule can be seen to catch it.
namespace GovLiaison.Tests.SliceSamples.Alerts
{
    internal sealed class Alert
    {
        public static string Name { get; set; } = "";
    }
}

namespace GovLiaison.Tests.SliceSamples.Dispatch
{
    using System.Linq.Expressions;
    using GovLiaison.Tests.SliceSamples.Alerts;

    internal sealed class Delivery;

    internal sealed class ByProperty
    {
        public Alert? Subject { get; set; }
    }

    internal sealed class ByGenericArgument
    {
        public List<Alert> Subjects { get; } = [];
    }

    internal sealed class ByStaticCall
    {
        public static string Name() => Alert.Name;
    }

    internal sealed class ByTypeOf
    {
        public static Type Subject() => typeof(Alert);
    }

    internal sealed class ByLambda
    {
        public static Func<object> Make() => () => new Alert();
    }

    internal sealed class ByExpression
    {
        public static Expression<Func<object, bool>> Make() => subject => subject is Alert;
    }

    internal sealed class ByIterator
    {
        public static IEnumerable<object> All()
        {
            yield return new Alert();
        }
    }

    internal sealed class ByAsyncBody
    {
        public static async Task<string> NameAsync()
        {
            await Task.Yield();
            return Alert.Name;
        }
    }
}

namespace GovLiaison.Tests.SliceSamples.Data
{
    internal sealed class LiaisonDbContext
    {
        public List<Alerts.Alert> Alerts { get; } = [];

        public static Func<object> Make() => () => new Alerts.Alert();
    }
}

namespace GovLiaison.Tests.SliceSamples.Reach
{
    internal sealed class Funnel
    {
        public Alerts.Alert? Subject { get; set; }

        public Dispatch.Delivery? Delivery { get; set; }
    }
}
