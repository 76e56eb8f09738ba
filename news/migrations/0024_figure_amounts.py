from django.db import migrations, models

import news.models.figures


class Migration(migrations.Migration):
    dependencies = [("news", "0023_people_in_order")]

    operations = [
        migrations.AlterField(
            model_name="figurevalue",
            name="amount",
            field=models.DecimalField(
                decimal_places=3,
                max_digits=18,
                validators=[news.models.figures.validate_amount],
                verbose_name="value",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurevalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__range", (-999999999999999, 999999999999999))),
                name="figure_value_amount_readable",
            ),
        ),
    ]
