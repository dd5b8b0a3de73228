"""First names that stand before a surname in reports from German town halls."""

from articles.detection.lexicon import words_of

FIRST_NAMES = words_of(
    """
    Achim Adelheid Adrian Agnes Ahmet Alexander Alexandra Alf Alfons Alfred Ali Alice Alina
    Aline Alma Amelie Amira Anastasia Andrea Andreas Angela Angelika Anita Anja Anke Anna
    Annalena Anne Annegret Annette Annika Anton Antje Antonia Armin Arndt Arne Arno Artur Astrid
    August Axel Ayse Aylin Barbara Bastian Beate Beatrice Beatrix Ben Benedikt Benjamin Bernd
    Bernhard Bert Berthold Bettina Bianca Birgit Birte Björn Bodo Boris Brigitte Britta Bruno
    Burkhard Burak Carina Carl Carla Carmen Carola Caroline Carolin Carsten Cem Charlotte Chiara
    Christa Christian Christiane Christin Christina Christine Christof Christoph Claas Clara
    Claudia Claus Clemens Conrad Constanze Cora Cornelia Corinna Cornelius Dagmar Daniel Daniela
    Daria David Deniz Denis Dennis Detlef Diana Dieter Dietmar Dietrich Dilek Dirk Dominik Dora
    Doris Dorothea Dorothee Eberhard Eckart Eckhard Edda Edgar Edith Egon Ekaterina Elena
    Elfriede Elias Elif Elisa Elisabeth Elke Ella Ellen Elmar Elsa Elvira Emil Emilia Emily
    Emine Emma Emre Enrico Eric Erich Erik Erika Erna Ernst Erwin Esra Esther Eugen Eva Evelin
    Evelyn Ewald Fabian Falk Fatih Fatma Felicitas Felix Ferdinand Finn Florian Frank Franz
    Franziska Frauke Frederik Frederike Friederike Frieda Friedhelm Friedrich Fritz Gabi Gabriel
    Gabriela Gabriele Georg Georgios Gerald Gerd Gerda Gerhard Gerlinde Gernot Gert Gertrud Gesa
    Gesine Gisela Gottfried Greta Grit Gudrun Guido Gunnar Gunter Gustav Götz Günter Günther
    Hagen Hakan Hanna Hannah Hannelore Hannes Hans Harald Harry Hartmut Hasan Hatice Hauke Heide
    Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helena Helene Helga Helge Hella Helmut
    Hendrik Henning Henrik Henriette Henry Herbert Hermann Hilde Hildegard Hiltrud Holger Horst
    Hubert Hubertus Hugo Hüseyin Ibrahim Ida Ilka Ilona Ilse Immo Ina Ines Inga Inge Ingeborg
    Ingo Ingrid Irene Irina Iris Irmgard Isabel Isabell Isabella Isabelle Ivan Ivana Ivo
    Jacqueline Jakob Jan Jana Janek Janin Janina Janine Janna Jannik Jannis Jasmin Jennifer Jens
    Jessica Joachim Jochen Joel Johann Johanna Johannes Jonas Jonathan Josef Josefine Joseph
    Judith Julia Julian Juliane Julius Jutta Jörg Jörn Jürgen Kai Karen Karin Karina Karl Karla
    Karolin Karoline Karsten Kaspar Katarina Kathrin Katharina Katja Katrin Kay Kerstin Kevin
    Kilian Kim Kirsten Kirstin Klara Klaus Klemens Knut Konrad Konstantin Korbinian Kristian
    Kristin Kristina Kristof Kurt Lars Lara Larissa Laura Laurenz Lea Lena Lennart Leo Leon
    Leona Leonard Leonie Leopold Levin Lieselotte Lilli Lina Linda Linus Lisa Lorenz Lothar
    Lotte Louis Louisa Luca Lucas Lucia Ludger Ludwig Luis Luisa Luise Lukas Lutz Lydia
    Madeleine Magdalena Maik Maike Maja Malte Mandy Manfred Manuel Manuela Marc Marcel Marcus
    Mareike Maren Margarete Margit Margot Margret Maria Mariam Marianne Marie Marina Mario
    Marion Marisa Marit Marita Marius Mark Marko Markus Marlene Marlies Marta Martha Martin
    Martina Marvin Mathias Mathilde Mathis Matteo Matthias Maurice Max Maximilian Mechthild
    Mehmet Mehtap Meike Melanie Melina Merle Mia Michael Michaela Michel Michelle Mike Milan
    Milena Mirco Miriam Mirja Mirko Mohamed Mohammed Mona Monika Moritz Murat Mustafa Nadine
    Nadja Nancy Natalia Natalie Natascha Nele Nico Nicola Nicolas Nicole Niels Niklas Nikola
    Nikolaus Nils Nina Nora Norbert Nuray Oguz Olaf Ole Oliver Oskar Ortrun Oswald Otto Özlem
    Pascal Patricia Patrick Patrizia Paul Paula Pauline Peer Peggy Peter Petra Phil Philipp Pia
    Rafael Rainer Ralf Ralph Ramona Raphael Rebecca Regina Regine Reiner Reinhard Reinhold
    Renate Rene René Ricarda Richard Rico Rita Robert Roberto Robin Roger Roland Rolf Roman
    Ronald Ronja Ronny Rosa Rosemarie Roswitha Rudi Rudolf Rupert Ruth Rüdiger Sabine Sabrina
    Salome Samira Samuel Sandra Sara Sarah Sascha Saskia Sebastian Selma Selin Serkan Sevim
    Sibylle Siegfried Sigrid Silja Silke Silvia Silvio Simon Simone Sina Solveig Sonja Sophia
    Sophie Stefan Stefanie Steffen Steffi Stella Stephan Stephanie Susann Susanne Svea Sven
    Svenja Swantje Sybille Sylke Sylvia Sönke Sören Tamara Tanja Tarek Tatjana Teresa Thea Theo
    Theodor Theresa Thilo Thomas Thorsten Thorben Till Tilman Tim Timo Tina Tobias Tom Toni
    Torben Torsten Traudel Udo Ulf Ulla Ulli Ulrich Ulrike Ursel Ursula Ute Uta Uwe Valentin
    Valentina Valerie Vanessa Vera Verena Veronika Victor Victoria Viktor Viktoria Vincent Viola
    Vivien Volker Volkmar Waldemar Walter Waltraud Wanda Werner Wiebke Wilfried Wilhelm
    Wilhelmine Willi William Willy Winfried Wolf Wolfgang Wolfram Xaver Yasemin Yasmin Yannick
    Yvonne Zeynep Zoe
    """
)
